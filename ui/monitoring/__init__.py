"""The leaders' pages: overview, indicator, changes, wall."""
