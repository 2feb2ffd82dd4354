"""What can go wrong with accounts, signing in and administering; said the same whoever asks."""

from indicators.errors import AppError, NotAllowedError, NotFoundError


class SignInRefusedError(AppError):
    """Wrong name, wrong password, no password yet, or a disabled account: never told which."""

    code = "sign_in_refused"


class SignInPausedError(AppError):
    """Too many failures of this name or from this address; params: minutes (until it may be tried again)."""

    code = "sign_in_paused"


class NotSignedInError(AppError):
    """There is no session, or it has ended."""

    code = "not_signed_in"


class LinkNotValidError(AppError):
    """A one-time link that is unknown, used or expired: never told which."""

    code = "link_not_valid"


class PasswordRefusedError(AppError):
    """A new password that is too easy to guess."""

    code = "password_refused"


class PasswordTooShortError(PasswordRefusedError):
    """Params: length."""

    code = "password_too_short"


class PasswordTooLongError(PasswordRefusedError):
    """Params: length."""

    code = "password_too_long"


class PasswordCommonError(PasswordRefusedError):
    """It is among the passwords that everybody tries first."""

    code = "password_common"


class PasswordContainsNameError(PasswordRefusedError):
    """It contains the account's name."""

    code = "password_contains_name"


class PasswordMonotonousError(PasswordRefusedError):
    """It has too few different characters, or is one run of them."""

    code = "password_monotonous"


class PasswordUnchangedError(PasswordRefusedError):
    """The new password is the old one."""

    code = "password_unchanged"


class AccountExistsError(AppError):
    """Another account has this name; params: name."""

    code = "account_exists"


class AccountNameError(AppError):
    """A name nobody can be given: empty, too long, reserved, or with signs that cannot be seen; params: name."""

    code = "account_name"


class UnknownAccountError(NotFoundError):
    """No account has this name; params: account."""

    code = "unknown_account"


class LastAdministratorError(AppError):
    """Without this account nobody could administer the system any more."""

    code = "last_administrator"


class ExternalPasswordError(AppError):
    """The account signs in at an identity provider and has no password here; params: account."""

    code = "external_password"


class RoleScopeError(AppError):
    """The role cannot be held over these units; params: role, unit."""

    code = "role_scope"


class SampleOnlyError(AppError):
    """Sample accounts exist only beside sample data, and only for this machine."""

    code = "sample_only"


class SecretMissingError(AppError):
    """The server has no secret; params: file (where `dabiao init` would put one)."""

    code = "secret_missing"


class SecretTooShortError(AppError):
    """The secret could be guessed; params: length (the least there must be)."""

    code = "secret_too_short"


class AdministratorExistsError(AppError):
    """There is an administrator: a first one is not needed."""

    code = "administrator_exists"


class AlreadyDecidedError(AppError):
    """The submission is not waiting for a decision any more."""

    code = "already_decided"


class LookingBackError(AppError):
    """The screens show the past, in which nothing can be done."""

    code = "looking_back"


class NotOfYourUnitsError(NotAllowedError):
    """The file is a return of a unit for which the acting user may not do this; params: action."""

    code = "not_of_your_units"
