"""The tile map: every unit the same size, reached by keyboard, nothing by colour alone."""

from __future__ import annotations

from defusedxml import ElementTree

from charts.heat_map import heat_svg
from charts.theme import LIGHT, Tone
from charts.tile_map import GAP, HEIGHT, WIDTH, Tile, tile_map_svg, wrapped


def tile(column=0, row=0, name="中山区", tone=Tone.GOOD) -> Tile:
    return Tile((column, row), name, "全部审核通过", tone, "210202", "./unit?unit=210202", f"{name}：全部审核通过")


def test_a_tile_is_a_link_with_all_of_it_in_words():
    drawn = ElementTree.fromstring(str(tile_map_svg([tile()], LIGHT, "示意图")))
    (link,) = drawn.findall("a")
    assert link.get("href") == "./unit?unit=210202"
    assert link.get("aria-label") == "中山区：全部审核通过"
    assert (link.get("data-event"), link.get("data-value")) == ("unit", "210202")


def test_a_tile_stands_at_its_column_and_row():
    drawn = str(tile_map_svg([tile(2, 3)], LIGHT, ""))
    assert f"translate({2 * (WIDTH + GAP)} {3 * (HEIGHT + GAP)})" in drawn


def test_tones_differ_in_shape_too():
    shapes = {str(tile_map_svg([tile(tone=tone)], LIGHT, "")).split("<g ")[1].split("/>")[0] for tone in Tone}
    assert len({shape.replace(LIGHT.tone(tone), "") for shape in shapes for tone in Tone}) >= len(Tone)


def test_names_are_escaped():
    assert "<script>" not in tile_map_svg([tile(name="<script>")], LIGHT, '"><script>')


def test_a_long_name_breaks_between_words_into_two_lines():
    assert wrapped("Changxing Island Economic Zone") == ["Changxing Island", "Economic Zone"]
    assert wrapped("花园口经济区") == ["花园口经济区"]
    assert wrapped("Unbreakably-long-name") == ["Unbreakably-long-name"]


def test_a_map_of_nothing_is_empty():
    assert "<a " not in tile_map_svg([], LIGHT, "")


def test_a_fuller_month_is_darker_and_a_late_one_framed():
    def opacity(filled: int, asked: int) -> float:
        return float(str(heat_svg(filled, asked, LIGHT, late=False)).split('fill-opacity="')[1].split('"')[0])

    assert 0 == opacity(0, 10) < opacity(1, 100) < opacity(5, 10) < opacity(10, 10) < 0.6
    assert opacity(0, 0) == 0
    assert "stroke" in heat_svg(1, 1, LIGHT, late=True)
    assert "stroke" not in heat_svg(1, 1, LIGHT, late=False)
