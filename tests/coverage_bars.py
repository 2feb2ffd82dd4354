"""Holds the measured branch coverage against the bars: 100% of the domain, 95% of the whole."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

DOMAIN_BAR = 100.0
WHOLE_BAR = 95.0


def below_bars(report: dict[str, Any]) -> list[str]:
    """What falls short, one sentence each, from a `coverage json` report."""
    found = []
    for name, file in report["files"].items():
        percent = file["summary"]["percent_covered"]
        if name.startswith("indicators/") and percent < DOMAIN_BAR:
            found.append(f"{name}: {percent:.2f}% covered, the domain's bar is {DOMAIN_BAR:.0f}%")
    whole = report["totals"]["percent_covered"]
    if whole < WHOLE_BAR:
        found.append(f"whole project: {whole:.2f}% covered, the bar is {WHOLE_BAR:.0f}%")
    return found


def main() -> int:
    """Prints what falls short; the exit status says whether anything does."""
    found = below_bars(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    sys.stdout.write("".join(f"{line}\n" for line in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
