"""Is this file safe to open, and what is in it: looked at before any parser of workbooks sees it.

No reader can be trusted alone (they hang, abort or lose rows on odd files), so the guard reads the
package itself, streaming, with limits on everything, and counts what a reader must then find.
"""

from workbooks.guard.facts import Format, SheetFacts, SheetState
from workbooks.guard.inspection import Inspection, inspect

__all__ = ["Format", "Inspection", "SheetFacts", "SheetState", "inspect"]
