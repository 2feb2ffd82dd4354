"""Who acts, with which roles, and from where."""

from __future__ import annotations

from dataclasses import dataclass

from services.rights.roles import Grant, Role


@dataclass(frozen=True, slots=True)
class Actor:
    """The person on whose behalf a service runs: `name` is stored, `display_name` is shown.

    `grants` are those of this moment: an actor is made anew for every action. `address` is where the
    request came from, None on the command line.
    """

    name: str
    display_name: str
    grants: tuple[Grant, ...] = ()
    address: str | None = None


LOCAL_OPERATOR = Actor(name="local-operator", display_name="本机操作员", grants=(Grant(Role.OPERATOR),))
"""Who runs the command line, or a server without accounts on 127.0.0.1.

May do everything, also approve what it submitted: whoever can run programs on the machine owns the
database file already, and a permission that can be walked around would only pretend.
"""

NOBODY = Actor(name="", display_name="")
"""Who has not signed in."""


def named_by_console(name: str, *roles: Role) -> Actor:
    """A person named on the command line, with these roles over all units; the operator vouches."""
    return Actor(name, name, tuple(Grant(role) for role in roles))
