"""Readable returns whose figures the plan's checks question or refuse, seen beside the sample's own."""

from __future__ import annotations

from decimal import Decimal

from indicators.periods import Period
from sample_data.bad.recipe import BadReturn
from sample_data.bad.spoiling import form_for, form_with

FIGURES = (
    BadReturn("not_integer", lambda: form_with({"01": Decimal("36.5")}), "D9"),
    BadReturn("below_minimum", lambda: form_with({"07": Decimal(-1)}), "D15"),
    BadReturn("too_many_decimals", lambda: form_with({"09": Decimal("15.7234")}), "D17"),
    BadReturn("relation_broken", lambda: form_with({"03": Decimal("2287.09")}), "D11"),
    BadReturn("unlike_previous", lambda: form_with({"09": Decimal("12.85")}), "D17"),
    BadReturn("unlike_last_year", lambda: form_with({"08": Decimal(11774)}), "D16"),
    BadReturn("relation_doubtful", lambda: form_with({"06": Decimal("2130.00")}), "D14"),
    BadReturn("unit_slip", lambda: form_with({"09": Decimal("157200.00")}), "D17"),
    BadReturn("unlike_usual", lambda: form_with({"09": Decimal("15720000.00")}), "D17"),
    BadReturn("outlier", lambda: form_with({"08": Decimal(5200)}), "D16"),
    BadReturn(
        "unlike_other_form", lambda: form_for("F01", "210213", Period.month(2018, 6), {"09": Decimal(700)}), "D17"
    ),
    BadReturn(
        "unlike_other_units", lambda: form_for("F01", "210213", Period.month(2018, 8), {"04": Decimal(3600)}), "D12"
    ),
    BadReturn("period_not_begun", lambda: form_for("F01", "210213", Period.month(2018, 12))),
)
