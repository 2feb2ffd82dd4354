"""The brief of a month or a quarter (快报): one page from the same content."""

from __future__ import annotations

from collections.abc import Iterator

from i18n.texts import Texts
from indicators.periods import Period
from indicators.standing import Status
from reports.compose import finished, said
from reports.composing import Composer
from reports.inert import inert
from reports.overall_part import overall_sentence, targets_table
from reports.quality_part import open_sections
from reports.saying import joined, say
from reports.summary import Block, Heading, Paragraph, Section, Summary
from reports.words import reason_words
from reports.year_end import IndicatorSection, YearEndContent

_BEHIND = (Status.MISSED, Status.BEHIND, Status.SLIGHTLY_BEHIND)
_NAMED_AT_MOST = 3


def compose_brief(content: YearEndContent, texts: Texts, period: Period) -> Summary:
    """The brief: counts, the table of targets, what is behind, what is not known yet."""
    composer = Composer.of(content, texts, together=True)
    head = Heading(1, texts("summary.brief.targets"), "overall")
    blocks: list[Block] = [head, Paragraph(overall_sentence(composer)), targets_table(composer)]
    blocks += _behind(composer)
    blocks += _open(composer)
    plan = inert(texts.name(content.plan.head.short_name))
    title = texts("summary.brief.title", plan=plan, period=texts.period(period))
    known = texts.moment(content.known_at, content.plan.head.time_zone)
    particulars = [texts("summary.particular.known_at", moment=known)]
    if content.sample:
        particulars.append(texts("summary.particular.sample"))
    made = Summary(
        kind="brief",
        language=texts.language,
        title_lines=tuple(title.splitlines()),
        particulars=tuple(particulars),
        sections=(Section("brief", tuple(blocks)),),
        notes=composer.book.notes,
        words=said(texts),
        made_on=content.made_on,
    )
    return finished(made, composer)


def _behind(composer: Composer) -> Iterator[Block]:
    """The targets that are behind, the worst status first, a sentence each."""
    behind = [
        section for status in _BEHIND for section in composer.content.sections if section.standing.status is status
    ]
    yield Heading(1, composer.texts("summary.brief.behind"), "behind")
    if not behind:
        yield Paragraph((composer.texts("summary.brief.none_behind"),))
    yield from (Paragraph(composer.sentences(section).result()) for section in behind[:_NAMED_AT_MOST])
    if len(behind) > _NAMED_AT_MOST:
        names = [composer.short_name(section) for section in behind[_NAMED_AT_MOST:]]
        rest = composer.texts("summary.separator").join(names)
        yield Paragraph(say(composer.texts, "summary.brief.more_behind", names=rest))


def _open(composer: Composer) -> Iterator[Block]:
    unknown = open_sections(composer)
    if not unknown:
        return
    yield Heading(1, composer.texts("summary.brief.open"), "open")
    yield from (Paragraph(joined(_reason(composer, section))) for section in unknown)


def _reason(composer: Composer, section: IndicatorSection) -> tuple[str, ...]:
    name = composer.texts("summary.about", name=composer.short_name(section))
    standing = section.standing
    if standing.reason is None:
        return (name,)
    gap = "" if composer.texts.language == "zh" else " "
    return name, gap, inert(reason_words(composer.content.plan, standing, composer.texts))
