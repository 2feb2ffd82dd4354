"""What has to be in order before a server starts, where a look is enough; all else is for the whole check.

Nothing heavy is imported here: a server that needs nothing is not kept waiting by what would have helped it.
"""

from __future__ import annotations

from db.quick_look import nothing_is_needed
from services.accounts.server_secret import required_secret
from settings import Settings

_ADMINISTRATOR = "administrator"
"""`Role.ADMINISTRATOR`, whose module brings more than this look costs."""


def may_start_at_once(settings: Settings) -> bool:
    """Whether a look shows that the server needs nothing: a shipped plan, and a database with its administrator.

    Raises:
        SecretMissingError: there is no secret; the server must not start.
        SecretTooShortError: it could be guessed.
    """
    required_secret(settings)
    shipped = settings.plans_folder is None and settings.plan == Settings.model_fields["plan"].default
    # With an identity provider, the roles of its groups are to be read first.
    return shipped and not settings.has_provider and nothing_is_needed(settings.database_url, _ADMINISTRATOR)
