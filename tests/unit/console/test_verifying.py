from datetime import UTC, datetime

import pytest

from console.verifying import verification_document, verification_lines
from db.account_records import AuditHead
from db.records import Submission
from i18n.texts import LANGUAGES, texts
from indicators.periods import Period
from indicators.returns import ReturnKey, ReturnState
from services.upkeep.audit_chain import ChainFault, ChainReport
from services.upkeep.verify import Verification

SEPTEMBER = Period.parse("2018-09")
NOON = datetime(2018, 10, 8, 12, tzinfo=UTC)
HEAD = AuditHead("c" * 64, 9, "ab" * 32)
SUBMISSION = Submission(
    7, "p", ReturnKey("F01", "210202", SEPTEMBER), 2, "a.xlsx", "d" * 64, "li", NOON, ReturnState.SUBMITTED, None, None,
    None,
)  # fmt: skip
SOUND = Verification(ChainReport(9, HEAD, None), (), (), (), 0, 3, 4)
SPOILT = Verification(
    ChainReport(5, HEAD, ChainFault("row_changed", 6), clock_set_back=(3,), unwitnessed=2),
    files=("d" * 64,),
    submissions=(SUBMISSION,),
    rollups=(("tech_smes", SEPTEMBER),),
    current_values=1,
    checked_files=3,
    checked_submissions=4,
)
FAULTS = (
    "row_missing", "row_order", "row_changed", "tail_cut", "head_differs", "chain_replaced", "anchor_unfounded",
)  # fmt: skip


def test_a_sound_database_says_so_in_the_last_line():
    *_, last = verification_lines(SOUND, texts("en"))
    assert SOUND.sound
    assert last == "Verified: nothing is wrong."


def test_every_finding_has_its_line():
    lines = "\n".join(verification_lines(SPOILT, texts("en")))
    assert not SPOILT.sound
    for said in (
        "row 6 has been changed", "vouches for: 2", "row 3 is earlier", "d" * 64, "F01 210202 Sep 2018, submission 2",
        "tech_smes Sep 2018", "approvals: 1", "Not verified",
    ):  # fmt: skip
        assert said in lines


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", FAULTS)
def test_every_fault_of_the_chain_can_be_said(language, code):
    spoilt = Verification(ChainReport(5, HEAD, ChainFault(code, 6)), (), (), (), 0, 0, 0)
    assert len(list(verification_lines(spoilt, texts(language)))) == 5


def test_the_document_names_every_finding():
    document = verification_document(SPOILT)
    assert document["sound"] is False
    assert document["audit"] == {
        "rows": 5,
        "head": {"sequence": 9, "hash": "ab" * 32},
        "first_bad": {"code": "row_changed", "sequence": 6},
        "clock_set_back": [3],
        "unwitnessed": 2,
    }
    assert document["submissions"]["changed"] == [{"form": "F01", "unit": "210202", "period": "2018-09", "number": 2}]
    assert document["rollups"] == [{"indicator": "tech_smes", "period": "2018-09"}]
    assert document["files"] == {"checked": 3, "damaged": ["d" * 64]}
    assert document["current_values"] == 1
