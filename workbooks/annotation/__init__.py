"""A copy of an uploaded workbook with its problems marked in it.

The package is edited in place, part by part, and only where a mark stands: a library that loads and
saves workbooks would drop cached values of formulas and whatever else it does not know.
"""
