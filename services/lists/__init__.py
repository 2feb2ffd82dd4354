"""The approved name lists: rows, changes, one firm through all of them."""
