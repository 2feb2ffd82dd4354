import pytest

from indicators.returns import ReturnState, may_follow

DRAFT, SUBMITTED, APPROVED, RETURNED, REOPENED = ReturnState
ALLOWED = {
    (None, SUBMITTED),
    (DRAFT, SUBMITTED),
    (SUBMITTED, SUBMITTED),
    (SUBMITTED, APPROVED),
    (SUBMITTED, RETURNED),
    (APPROVED, REOPENED),
    (RETURNED, SUBMITTED),
    (REOPENED, SUBMITTED),
}


@pytest.mark.parametrize("before", [None, *ReturnState])
@pytest.mark.parametrize("after", [state for state in ReturnState if state is not DRAFT])
def test_a_return_goes_only_these_ways(before, after):
    assert may_follow(before, after) is ((before, after) in ALLOWED)


@pytest.mark.parametrize("before", [None, *ReturnState])
def test_a_draft_may_be_kept_at_any_time(before):
    assert may_follow(before, DRAFT)
