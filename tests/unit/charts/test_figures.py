"""Labels at the ends of lines do not lie on each other; nothing is sent anywhere."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.figures import chart_config, numbers, spread


def test_labels_that_are_apart_stay():
    assert spread([0.0, 10.0], 1.0) == [0.0, 10.0]


def test_labels_at_one_place_move_apart_evenly():
    assert spread([5.0, 5.0], 2.0) == [4.0, 6.0]


def test_order_given_is_order_returned():
    assert spread([9.0, 1.0], 1.0) == [9.0, 1.0]


@given(st.lists(st.floats(0, 100), max_size=4))
def test_order_of_places_is_kept(places: list[float]):
    moved = spread(places, 3.0)
    for one in range(len(places)):
        for other in range(len(places)):
            if places[one] < places[other]:
                assert moved[one] <= moved[other]


def test_missing_values_stay_missing():
    assert numbers([Decimal("1.5"), None]) == [1.5, None]


def test_the_chart_sends_nothing_and_names_its_picture():
    config = chart_config("rd")
    assert config["showSendToCloud"] is False
    assert config["toImageButtonOptions"] == pytest.approx({"format": "png", "scale": 2, "filename": "rd"})
