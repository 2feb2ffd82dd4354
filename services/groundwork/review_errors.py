"""What can go wrong between a reporter and a reviewer."""

from indicators.errors import AppError, NotFoundError


class ReasonMissingError(AppError):
    """Sending back, reopening and the like want a written reason."""

    code = "reason_missing"


class ReturnClosedError(AppError):
    """The return is approved: a reviewer has to reopen it before a correction is taken."""

    code = "return_closed"


class ReturnLockedError(AppError):
    """The deadline is over and no exception was granted; params: last (the last day, ISO)."""

    code = "return_locked"


class NotApprovedError(AppError):
    """Only what is approved, and not corrected since, can be reopened."""

    code = "not_approved"


class CommentTooLongError(AppError):
    """Params: length (the most there may be)."""

    code = "comment_too_long"


class UnknownCommentError(NotFoundError):
    """The comment replied to is not one on this return; params: what."""

    code = "unknown_comment"


class MailNotConfiguredError(AppError):
    """No mail server is set (DABIAO_SMTP_HOST, DABIAO_SMTP_FROM)."""

    code = "mail_not_configured"


class MailFailedError(AppError):
    """The mail server cannot be reached, or refuses; params: server."""

    code = "mail_failed"


class MailAddressError(AppError):
    """A text that is no mail address; params: address."""

    code = "mail_address"


class NobodyToRemindError(AppError):
    """No unit with something to do has a mail address."""

    code = "nobody_to_remind"
