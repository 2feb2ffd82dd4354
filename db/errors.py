"""What can go wrong with the store, told apart by what the user can do about it."""

from indicators.errors import AppError, NotFoundError


class DatabaseBusyError(AppError):
    """Another action holds the database for longer than is waited for; trying again helps."""

    code = "database_busy"


class DatabaseReadOnlyError(AppError):
    """The database may be read but not written."""

    code = "database_read_only"


class DiskFullError(AppError):
    """No room is left to write; nothing of the action was kept."""

    code = "disk_full"


class DatabaseUnavailableError(AppError):
    """The database cannot be opened or reached."""

    code = "database_unavailable"


class DatabaseSwitchingError(DatabaseUnavailableError):
    """The connection was lost in the middle of an action, as when a standby takes over; trying again helps.

    Whether the action was kept is not known: the answer may have been lost, not the action.
    """

    code = "database_switching"


class DatabaseDamagedError(AppError):
    """The database file is damaged, or is no database."""

    code = "database_damaged"


class DatabaseNotPreparedError(AppError):
    """The database has not been created or upgraded for this version."""

    code = "database_not_prepared"


class DatabaseTooNewError(AppError):
    """The database was upgraded by a later version of the program."""

    code = "database_too_new"


class ConflictError(AppError):
    """Somebody else submitted the same return in the meantime."""

    code = "conflict"


class PermanentRecordError(AppError):
    """Something tried to change or delete what may only be added to."""

    code = "permanent_record"


class StoredFileDamagedError(AppError):
    """A stored file no longer has the bytes it was stored with; params: sha256."""

    code = "stored_file_damaged"


class UnstorableNumberError(AppError):
    """A number that cannot be kept exactly; params: value (as text), places."""

    code = "unstorable_number"


class DuplicateFigureError(AppError):
    """One submission gives the same figure twice; params: variable, unit, period, basis, cell."""

    code = "duplicate_figure"


class UnknownSubmissionError(NotFoundError):
    """No submission has this id; params: submission."""

    code = "unknown_submission"


class TargetInUseError(AppError):
    """The database to copy into is not empty."""

    code = "target_in_use"


class TransferDiffersError(AppError):
    """What was copied reads back differently; nothing was kept. Params: table."""

    code = "transfer_differs"


class BackupExistsError(AppError):
    """The file to write a backup to is there already. Params: file."""

    code = "backup_exists"
