"""The quiet box beside the chart: why the status holds, and what would change it."""

from __future__ import annotations

from markupsafe import Markup

from i18n.texts import Texts
from indicators.plan import Plan
from services.monitor import IndicatorDetail
from services.unit_figures import NetChange
from ui.components.proof import proof_notes, proof_sentences, proof_title

_BOX = Markup('<section class="box"><h2>{title}</h2>{sentences}{notes}</section>')
_SENTENCE = Markup("<p>{text}</p>")
_NOTE = Markup('<p class="small quiet">{text}</p>')


def proof_box(detail: IndicatorDetail, plan: Plan, texts: Texts) -> Markup:
    """The status proof as sentences, then what it rests on, then the net change where there is one."""
    standing = detail.standing
    sentences = [_SENTENCE.format(text=text) for text in proof_sentences(standing, plan, texts)]
    if detail.net_change is not None:
        sentences.append(_SENTENCE.format(text=_net_change(detail.net_change, plan, texts)))
    return _BOX.format(
        title=proof_title(standing, texts),
        sentences=Markup("").join(sentences),
        notes=_NOTE.format(text=" ".join(proof_notes(standing, plan, texts))),
    )


def _net_change(net: NetChange, plan: Plan, texts: Texts) -> str:
    variable = plan.variable_by_code[net.variable]
    return texts(
        "screens.indicator.net_change",
        variable=texts.name(variable.name),
        since=texts.period(net.since),
        before=texts.number(net.before, variable.decimals),
        now=texts.number(net.now, variable.decimals),
        change=texts.signed(net.change, variable.decimals),
        unit=texts.unit(variable.unit),
    )
