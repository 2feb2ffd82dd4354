"""How things look that Streamlit cannot draw: small pieces of escaped HTML in the frame's style."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

ASSETS = Path(__file__).resolve().parents[1] / "static"


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: text (escaped when drawn), a class of frame.css, and where the text leads (`here`: not beside)."""

    text: str
    look: str = ""
    link: str = ""
    here: bool = False

    @property
    def html(self) -> str:
        """What stands in the cell."""
        text = escape(self.text)
        if self.link:
            where = 'target="_self"' if self.here else 'target="_blank" rel="noopener"'
            return f'<a href="{escape(self.link)}" {where}>{text}</a>'
        return f"<span>{text}</span>" if text else ""


class Table(str):
    """The HTML of a table that still knows its heads and cells: `ui/frame/downloads.py` makes a file of it."""

    __slots__ = ("heads", "rows")
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @classmethod
    def of(cls, html: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Table:
        """The HTML with what stands in it; rows as long as `heads`."""
        made = cls(html)
        made.heads, made.rows = tuple(heads), tuple(tuple(row) for row in rows)
        return made


def table(heads: Sequence[str], rows: Iterable[Sequence[str | Cell]]) -> Table:
    """A table with hairlines; on a phone each row folds into a card with its heads."""
    drawn = [[cell if isinstance(cell, Cell) else Cell(cell) for cell in row] for row in rows]
    figures = {place for row in drawn for place, cell in enumerate(row) if "db-figure" in cell.look.split()}
    head = "".join(_head(name, figure=place in figures) for place, name in enumerate(heads))
    body = "".join(f"<tr>{_row(heads, row)}</tr>" for row in drawn)
    html = f'<div class="db-table"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    return Table.of(html, heads, drawn)


def _head(name: str, *, figure: bool) -> str:
    """A column's head stands where its cells do: figures to the right."""
    look = ' class="db-figure"' if figure else ""
    return f'<th scope="col"{look}>{escape(name)}</th>'


def _row(heads: Sequence[str], row: Sequence[Cell]) -> str:
    return "".join(
        f'<td class="{escape(cell.look)}" data-head="{escape(head)}">{cell.html}</td>'
        for head, cell in zip(heads, row, strict=True)
    )


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """Names and values beside each other: what was recognised, what a receipt says."""
    items = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in pairs)
    return f'<dl class="db-facts">{items}</dl>'


def heading(text: str) -> str:
    """A heading within a page; Streamlit's own measures the page while that is being drawn, so that a click waits."""
    return f'<h3 class="db-heading">{escape(text)}</h3>'


def empty(text: str) -> str:
    """The quiet box where there is nothing to show; the text says the next step."""
    return f'<div class="db-empty">{escape(text)}</div>'


def quiet(text: str) -> str:
    """A line in small grey letters."""
    return f'<div class="db-note">{escape(text)}</div>'


def marked_item(mark: str, look: str, text: str) -> str:
    """A list item that begins with a mark and a word in a status look; to stand in `<ul class="db-list">`."""
    return f'<li><span class="{escape(look)}">{escape(mark)}</span> <span>{escape(text)}</span></li>'


def remark(head: str, text: str, *, reply: bool = False) -> str:
    """What somebody wrote, under who and when; a reply stands a step in."""
    look = "db-remark db-reply" if reply else "db-remark"
    return f'<div class="{look}"><div class="db-note">{escape(head)}</div><p>{escape(text)}</p></div>'


_MARKDOWN = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_{}[]()<>#+-.!|~:$&"})


def plain(text: str) -> str:
    """Text for a widget's label, where Streamlit reads Markdown: every sign stands for itself."""
    return text.translate(_MARKDOWN)


def home_link(text: str, language: str) -> str:
    """The way back to the overview, which works also where the menu could not be drawn."""
    return f'<a class="db-home" href="./?lang={escape(language)}" target="_self">{escape(text)}</a>'


def way_in(text: str, link: str) -> str:
    """Said when the session has ended; frame.js goes on to the sign-in page by itself."""
    leads = f'<a class="db-home" href="/sign-in" target="_self">{escape(link)}</a>'
    return f'<div class="db-empty" data-dabiao-way-in="true">{escape(text)} {leads}</div>'


def inner_link(text: str, address: str) -> str:
    """A link to another page of ours, in the same window."""
    return f'<a class="db-home" href="{escape(address)}" target="_self">{escape(text)}</a>'


def role(name: str, says: str) -> str:
    """A role and what it lets one do."""
    return f'<p class="db-role"><strong>{escape(name)}</strong><small>{escape(says)}</small></p>'


def account(label: str, name: str, roles: str, form_token: str, words: tuple[str, str], language: str) -> str:
    """Who is signed in, and the way out: a form, because signing out changes something.

    Args:
        label: what the line is, for who cannot see it.
        name: the person.
        roles: what they are.
        form_token: see `ui.visits.cookies`.
        words: of the links to change the password and to sign out.
        language: of the pages these lead to.
    """
    change, leave = map(escape, words)
    asked = f"?lang={escape(language)}"
    return (
        f'<div class="db-account" role="group" aria-label="{escape(label)}"><strong>{escape(name)}</strong>'
        f"<small>{escape(roles)}</small>"
        f'<form method="post" action="/sign-out{asked}">'
        f'<input type="hidden" name="form" value="{escape(form_token)}">'
        f'<a href="/password{asked}" target="_self">{change}</a><button type="submit">{leave}</button></form></div>'
    )


def brand(name: str, plan: str) -> str:
    """The name above the menu, and the plan it serves."""
    return f'<div class="db-brand">{escape(name)}</div><div class="db-brand-plan">{escape(plan)}</div>'


def strip(plan: str, sample: str | None, notes: Iterable[str]) -> str:
    """The line above every page: the plan, the sample mark, what day it is."""
    mark = f'<span class="db-sample">{escape(sample)}</span>' if sample else ""
    said = "".join(f"<span>{escape(note)}</span>" for note in notes)
    return f'<div class="db-strip"><span class="db-strip-plan">{escape(plan)}</span>{mark}{said}</div>'


def past_band(text: str, note: str) -> str:
    """Above every screen that shows the past: as known at which moment, and what that means."""
    return f'<div class="db-past" role="status"><strong>{escape(text)}</strong><span>{escape(note)}</span></div>'


def modes(wall: str, address: str, paper: str) -> str:
    """The ways to see the page elsewhere: on a wall at its address (no word: not for this visitor), on paper."""
    link = f'<a href="{escape(address)}" target="_blank">{escape(wall)}</a>' if wall else ""
    return f'<div class="db-modes">{link}<button type="button" data-print="true">{escape(paper)}</button></div>'


def submitted_band(text: str) -> str:
    """Above figures that are not approved."""
    return f'<div class="db-submitted" role="status">{escape(text)}</div>'


def looks(label: str, choices: Iterable[tuple[str, str, str]]) -> str:
    """The choice of light and dark as (value, short text, full name); frame.js does the choosing."""
    buttons = "".join(
        f'<button type="button" data-look-set="{escape(value)}" title="{escape(name)}" aria-label="{escape(name)}">'
        f"{escape(text)}</button>"
        for value, text, name in choices
    )
    return f'<div class="db-looks" role="group" aria-label="{escape(label)}">{buttons}</div>'
