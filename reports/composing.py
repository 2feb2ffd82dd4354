"""What the parts of a summary share while they are composed: content, texts, figures, notes, numbering."""

from __future__ import annotations

from dataclasses import dataclass

from i18n.texts import Texts
from reports.gap_sentences import GapSentences
from reports.indicator_figures import IndicatorFigures
from reports.inert import inert
from reports.saying import numeral, say
from reports.sentences import IndicatorSentences
from reports.sources import NoteBook, SourceList
from reports.summary import Heading, Paragraph
from reports.year_end import IndicatorSection, YearEndContent


@dataclass(frozen=True, slots=True)
class Composer:
    """The content in one language, on the way to its document."""

    content: YearEndContent
    texts: Texts
    sources: SourceList
    book: NoteBook

    @classmethod
    def of(cls, content: YearEndContent, texts: Texts, *, together: bool = False) -> Composer:
        """A composer with no notes yet; `together`: one note for the figures of all indicators."""
        sources = SourceList(content)
        noted = content.sections if together else ()
        return cls(content, texts, sources, NoteBook(content.plan, texts, sources, noted))

    def figures(self, section: IndicatorSection) -> IndicatorFigures:
        """The figures of an indicator."""
        return IndicatorFigures(section, self.texts, self.book)

    def sentences(self, section: IndicatorSection) -> IndicatorSentences:
        """The sentences about an indicator."""
        return IndicatorSentences(self.content.plan, self.figures(section))

    def gap_sentences(self, section: IndicatorSection) -> GapSentences:
        """The sentences about who is behind its gap."""
        return GapSentences(self.content.plan, self.figures(section))

    def chapter(self, number: int, key: str, title: str) -> Heading:
        """A chapter: 一、… or 1 …."""
        mark = numeral(number) if self.texts.language == "zh" else str(number)
        return Heading(1, self.texts("summary.heading.chapter", number=mark, title=title), key)

    def subchapter(self, chapter: int, number: int, key: str, title: str) -> Heading:
        """A part of a chapter: （一）… or 1.1 …."""
        mark = numeral(number) if self.texts.language == "zh" else f"{chapter}.{number}"
        said = self.texts("summary.heading.subchapter", number=mark, title=title)
        return Heading(2, said, key)

    def annex(self, number: int, key: str, title: str) -> Heading:
        """An annex: 附件1　…."""
        return Heading(1, self.texts("summary.heading.annex", number=number, title=title), key)

    def name(self, section: IndicatorSection) -> str:
        """The indicator's name."""
        return inert(self.texts.name(section.standing.indicator.name))

    def short_name(self, section: IndicatorSection) -> str:
        """The indicator's short name."""
        return inert(self.texts.name(section.standing.indicator.short_name))

    def written(self, key: str) -> tuple[Paragraph, ...]:
        """What the writer added to a part, a paragraph for each of its lines, marked as the writer's."""
        found = [words for words in self.content.words if words.section == key]
        zone = self.content.plan.head.time_zone
        return tuple(
            Paragraph(
                say(
                    self.texts,
                    "summary.written",
                    text=inert(line),
                    author=inert(words.author),
                    at=self.texts.moment(words.at, zone),
                ),
                "words",
            )
            for words in found
            for line in words.text.splitlines()
            if line.strip()
        )
