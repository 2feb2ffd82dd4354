"""Check relations: which apply, what a return is checked against, trying them on the past."""
