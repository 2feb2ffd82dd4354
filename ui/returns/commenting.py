"""Comments on a return: what was written at which cell, with replies, and a box to write."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from db.review_records import Comment
from services.returns.comment_return import LONGEST_COMMENT
from services.returns.compare_return import OpenedReturn
from services.rights.permission import Action, permits
from ui.look import style
from ui.returns import review_queries
from ui.visits.visit import Visit


def comments(visit: Visit, shown: OpenedReturn) -> None:
    """Everything that was written, the first first; and what the actor may add."""
    texts = visit.texts
    may_write = visit.as_of is None and permits(visit.actor, Action.COMMENT_ON_RETURN, shown.submission.key.unit)
    if not shown.comments and not may_write:
        return
    st.subheader(texts("screens.review.comments"))
    places = _places(visit, shown)
    for comment in threads(shown.comments):
        said = texts("screens.review.comment.by", author=comment.author, at=texts.moment(comment.at))
        where = places.get(comment.cell or "", comment.cell or "")
        st.html(
            style.remark(" · ".join(part for part in (where, said) if part), comment.text, reply=_is_reply(comment))
        )
    if may_write:
        _write(visit, shown, places)


def threads(found: Sequence[Comment]) -> list[Comment]:
    """Each comment followed by its replies, in the order in which they were written."""
    root: dict[int, int] = {}
    for comment in found:
        root[comment.id] = root.get(comment.reply_to, comment.id) if comment.reply_to is not None else comment.id
    return sorted(found, key=lambda comment: (root[comment.id], comment.id))


def _is_reply(comment: Comment) -> bool:
    return comment.reply_to is not None


def _places(visit: Visit, shown: OpenedReturn) -> dict[str, str]:
    """The cells of the return, by what they hold."""
    texts = visit.texts
    return {
        f"{row.figure.sheet}!{row.figure.cell}": texts(
            "screens.review.comment.cell",
            cell=row.figure.cell,
            code=row.variable.code,
            name=texts.name(row.variable.name),
        )
        for row in shown.figures
    }


def _write(visit: Visit, shown: OpenedReturn, places: dict[str, str]) -> None:
    texts = visit.texts
    targets: dict[str, str] = {"": texts("screens.review.comment.whole")}
    for comment in shown.comments:
        if not _is_reply(comment):
            start = comment.text if len(comment.text) <= _SHORT else f"{comment.text[:_SHORT]}…"
            targets[f"{_REPLY}{comment.id}"] = texts("screens.review.comment.reply_to", text=start)
    targets |= places
    with st.form(f"comment_{shown.submission.id}", border=False, clear_on_submit=True):
        target = st.selectbox(
            texts("screens.review.comment.about"), list(targets), format_func=lambda key: targets[key]
        )
        text = st.text_area(texts("screens.review.comment.text"), max_chars=LONGEST_COMMENT, height=80)
        pressed = st.form_submit_button(texts("screens.review.comment.send"))
    if pressed:
        reply = target.removeprefix(_REPLY) if target.startswith(_REPLY) else None
        review_queries.comment(
            visit,
            shown.submission.id,
            text or "",
            cell=None if reply else target or None,
            reply_to=int(reply) if reply else None,
        )
        st.rerun()


_REPLY = "reply "
_SHORT = 24
