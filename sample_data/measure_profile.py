"""The invented progress of the sample's measures, read from `measures.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import yaml
from pydantic import Field

from indicators.measure_progress import MeasureStatus
from sample_data.profiles import ProfilePart

_FILE = Path(__file__).with_name("measures.yaml")


class Trouble(ProfilePart):
    """From which quarter on a measure is blocked or delayed, how much is done, and why."""

    since: int = Field(alias="from")
    share: int
    why: str


class Wording(ProfilePart):
    """What is written about measures of one kind, by quarter; `{n}` and `{m}` are filled with small numbers."""

    progress: Mapping[int, str]
    next_step: Mapping[int, str]
    evidence: Mapping[int, str]


class LateDepartment(ProfilePart):
    """A department that reports the third quarter after its deadline, on this day."""

    unit: str
    day: date


class SentBackDepartment(ProfilePart):
    """A department whose return of the third quarter says too little about a measure, and was sent back."""

    unit: str
    measure: str
    progress: str
    reason: str
    corrected: date


class ThirdQuarter(ProfilePart):
    """What is still open in the october scenario."""

    late: LateDepartment
    waiting: str
    sent_back: SentBackDepartment


class MeasureProfile(ProfilePart):
    """Everything invented about measures."""

    days: Mapping[int, tuple[int, int]]
    shares: Mapping[int, int]
    early: Mapping[str, int]
    dormant: Mapping[str, int]
    blocked: Mapping[str, Trouble]
    delayed: Mapping[str, Trouble]
    unfinished: Mapping[str, MeasureStatus]
    kinds: Mapping[str, Wording]
    waiting: str
    start: str
    help: str
    still: str
    catch_up: str
    caught_up: str
    third_quarter: ThirdQuarter


@cache
def load_measure_profile() -> MeasureProfile:
    """The profile that the project ships."""
    return MeasureProfile.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))
