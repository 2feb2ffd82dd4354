"""The quiet box beside the chart: why the status holds, and what would change it."""

from __future__ import annotations

from markupsafe import Markup

from i18n.texts import Texts
from indicators.plan import Plan
from indicators.plan_scope import ScopeChange
from services.monitoring.monitor import IndicatorDetail
from services.monitoring.unit_figures import NetChange
from ui.components.proof import proof_notes, proof_sentences, proof_title
from ui.components.words import refused_words

_BOX = Markup('<section class="box"><h2>{title}</h2>{sentences}{notes}</section>')
_SENTENCE = Markup("<p>{text}</p>")
_NOTE = Markup('<p class="small quiet">{text}</p>')


def proof_box(detail: IndicatorDetail, plan: Plan, texts: Texts) -> Markup:
    """The status proof as sentences, then what it rests on, then the net change where there is one."""
    standing = detail.standing
    sentences = [_SENTENCE.format(text=text) for text in proof_sentences(standing, plan, texts)]
    if detail.net_change is not None:
        sentences.append(_SENTENCE.format(text=_net_change(detail, detail.net_change, plan, texts)))
    return _BOX.format(
        title=proof_title(standing, texts),
        sentences=Markup("").join(sentences),
        notes=_NOTE.format(text=" ".join(proof_notes(standing, plan, texts))),
    )


def _net_change(detail: IndicatorDetail, net: NetChange | ScopeChange, plan: Plan, texts: Texts) -> str:
    variable = plan.variable_by_code[str(detail.standing.indicator.companion)]
    if isinstance(net, ScopeChange):
        name = texts.name(variable.name)
        return texts("screens.indicator.net_change.refused", variable=name, refused=refused_words(net, texts))
    return texts(
        "screens.indicator.net_change",
        variable=texts.name(variable.name),
        since=texts.period(net.since),
        before=texts.number(net.before, variable.decimals),
        now=texts.number(net.now, variable.decimals),
        change=texts.signed(net.change, variable.decimals),
        unit=texts.unit(variable.unit),
    )
