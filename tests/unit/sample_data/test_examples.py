import io
import zipfile

from sample_data.bad.spoiling import parts_of
from sample_data.write_examples import EXAMPLES, examples, write_examples

MEBIBYTE = 1024 * 1024


def committed():
    return {f"{path.parent.name}/{path.name}": path.read_bytes() for path in EXAMPLES.glob("*/*")}


def same(one, other):
    """Equal bytes, or packages with equal parts: compression may differ between zlib builds."""
    both_packages = all(zipfile.is_zipfile(io.BytesIO(each)) for each in (one, other))
    return one == other or (both_packages and parts_of(one) == parts_of(other))


def test_the_committed_examples_are_what_the_generator_makes():
    made, kept = dict(examples()), committed()
    assert sorted(made) == sorted(kept)
    assert [name for name in made if not same(made[name], kept[name])] == []


def test_the_examples_are_light():
    sizes = [len(content) for content in committed().values()]
    assert max(sizes) < MEBIBYTE // 10
    assert sum(sizes) < 2 * MEBIBYTE


def test_writing_removes_what_is_no_longer_made(tmp_path):
    stale = tmp_path / "bad" / "no_longer_a_problem.xlsx"
    stale.parent.mkdir()
    stale.write_bytes(b"")
    write_examples(tmp_path)
    assert not stale.exists()
    assert len(list(tmp_path.glob("good/*.xlsx"))) == 6
