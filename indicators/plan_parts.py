"""What every plan file is made of: frozen parts, bilingual texts, sources."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field


class PlanPart(BaseModel):
    """Base of everything in a plan file: frozen, and an unknown key is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Bilingual(PlanPart):
    """A text of the plan in both languages."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)


class Source(PlanPart):
    """Where something comes from: the document's section and its own words."""

    section: str
    quote: str


class Document(PlanPart):
    """The official document that issued the plan."""

    title: str
    issued_by: str
    issued_on: date
