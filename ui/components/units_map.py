"""The districts as a tile map, and all units as a list, as ways to a unit's page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from markupsafe import Markup

from charts.theme import BY_STYLESHEET, Tone
from charts.tile_map import Tile, tile_map_svg
from i18n.texts import Texts
from indicators.periods import Period
from indicators.plan import ReportingUnit
from services.units.unit_returns import UnitReturns
from ui.look import style

_MAP = Markup('<section class="section beside map">{map}<p class="small quiet">{note}</p></section>')
_MARKS = {
    Tone.GOOD: ("●", "db-mark db-mark-good"),
    Tone.WARN: ("▲", "db-mark db-mark-warn"),
    Tone.BAD: ("■", "db-mark db-mark-bad"),
    Tone.NEUTRAL: ("○", "db-mark db-mark-none"),
}


def tone_of(each: UnitReturns) -> Tone:
    """How a unit's returns stand, in one tone."""
    if each.is_done:
        return Tone.GOOD
    if each.is_late:
        return Tone.BAD
    return Tone.WARN if each.is_under_way else Tone.NEUTRAL


def word_of(each: UnitReturns, texts: Texts) -> str:
    """The tone in words."""
    return texts(f"screens.unit.map.{tone_of(each).value if each.returns else 'nothing'}")


def units_map(units: Sequence[UnitReturns], period: Period, texts: Texts, kept: Mapping[str, str]) -> Markup:
    """The map of the units that have a place on it; empty where none has. Links carry `kept`."""
    placed = [each for each in units if each.unit.tile is not None]
    if not placed:
        return Markup("")
    tiles = [_tile(each, each.unit.tile, period, texts, kept) for each in placed if each.unit.tile is not None]
    label = texts("screens.unit.map.label", period=texts.period(period))
    return _MAP.format(map=tile_map_svg(tiles, BY_STYLESHEET, label), note=texts("screens.unit.map.note"))


def units_list(units: Sequence[UnitReturns], period: Period, texts: Texts, kept: Mapping[str, str]) -> style.Table:
    """Every unit with its kind and how its returns stand; the name leads to its page."""
    heads = [texts(f"screens.unit.list.{name}") for name in ("unit", "kind", "state", "approved", "filled")]
    return style.table(heads, (_row(each, period, texts, kept) for each in units))


def address(unit: ReportingUnit, period: Period, kept: Mapping[str, str]) -> str:
    """Where a unit's page is."""
    return f"./unit?{urlencode({'unit': unit.code, 'period': str(period), **kept})}"


def _tile(each: UnitReturns, place: tuple[int, int], period: Period, texts: Texts, kept: Mapping[str, str]) -> Tile:
    name, word = texts.unit_name(each.unit), word_of(each, texts)
    return Tile(
        place=place,
        name=name,
        detail=word,
        tone=tone_of(each),
        value=each.unit.code,
        address=address(each.unit, period, kept),
        label=texts("screens.unit.map.tile", unit=name, state=word),
    )


def _row(each: UnitReturns, period: Period, texts: Texts, kept: Mapping[str, str]) -> tuple[style.Cell, ...]:
    sign, look = _MARKS[tone_of(each)]
    filled, asked = sum(row.filled for row in each.returns), sum(row.asked for row in each.returns)
    return (
        style.Cell(texts.unit_name(each.unit), link=address(each.unit, period, kept), here=True),
        style.Cell(texts(f"screens.unit.kind.{each.unit.kind.value}"), "db-short"),
        style.Cell(f"{sign} {word_of(each, texts)}", look),
        style.Cell(f"{each.approved}/{len(each.returns)}" if each.returns else "—", "db-figure"),
        style.Cell(f"{filled}/{asked}" if asked else "—", "db-figure"),
    )
