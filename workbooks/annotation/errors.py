"""Why there is no annotated copy of a file."""

from __future__ import annotations

from indicators.errors import AppError


class NoAnnotatedCopyError(AppError):
    """The guard does not let the file be opened, so nothing can be marked in it; params: file."""

    code = "no_annotated_copy"


class AnnotationFailedError(AppError):
    """Marking failed, took too long or too much memory: the file is odder than it looked; params: file."""

    code = "annotation_failed"


class UnmarkablePartError(ValueError):
    """A part of the package is not what it should be; known only between the worker and its caller."""
