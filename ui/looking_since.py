"""What changed since the visitor's last visit, asked and drawn; nothing while looking back."""

from __future__ import annotations

from markupsafe import Markup

from ui import queries
from ui.components.since import since_last_visit
from ui.visit import Visit


def since_section(visit: Visit) -> Markup | None:
    """The section of the overview."""
    if visit.as_of is not None:
        return None
    since = queries.last_visit(visit)
    changes = None if since is None else queries.changes_since(visit, since)
    return since_last_visit(changes, visit.plan, visit.texts)
