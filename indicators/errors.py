"""Errors that stop an action; bad data never does (that is a `Problem`)."""

from __future__ import annotations

from typing import ClassVar


class AppError(Exception):
    """Anything an action cannot go on from.

    `code` finds the message in the catalogue (`errors.<code>`); `params` fill its blanks.
    """

    code: ClassVar[str] = "internal"

    def __init__(self, **params: object) -> None:
        super().__init__(self.code, params)
        self.params = params


class UnknownPlanError(AppError):
    """No such plan; params: plan."""

    code = "unknown_plan"


class UnknownIndicatorError(AppError):
    """No such indicator in the plan; params: indicator."""

    code = "unknown_indicator"


class UnknownUnitError(AppError):
    """No reporting unit has this code or name; params: unit."""

    code = "unknown_unit"


class UnknownFormError(AppError):
    """No such form in the plan; params: form."""

    code = "unknown_form"


class UnknownMeasureError(AppError):
    """No such measure in the plan; params: measure."""

    code = "unknown_measure"


class UnknownPeriodError(AppError):
    """A text that is no period, or a period the form is not reported for; params: period."""

    code = "unknown_period"


class UnknownSectionError(AppError):
    """A section that reports do not have, or none at all; params: section."""

    code = "unknown_section"


class UnknownMomentError(AppError):
    """A text that is neither a day nor a moment; params: moment."""

    code = "unknown_moment"


class MomentsOutOfOrderError(AppError):
    """The later of two moments is the earlier; params: since, until."""

    code = "moments_out_of_order"


class NotFoundError(AppError):
    """The thing asked for is not in the database; params: what."""

    code = "not_found"


class NotAllowedError(AppError):
    """The acting user may not do this; params: action."""

    code = "not_allowed"
