"""What stops the sample from being loaded."""

from __future__ import annotations

from indicators.errors import AppError


class SampleRefusedError(AppError):
    """A sample return was not accepted: the plan's forms or checks have changed; params: file, problems."""

    code = "sample_refused"


class DatabaseInUseError(AppError):
    """The database holds other returns already; sample data must not mix with real ones."""

    code = "sample_database_in_use"


class OtherSampleError(AppError):
    """The database holds a later sample scenario, which cannot be taken back; params: scenario."""

    code = "sample_other"
