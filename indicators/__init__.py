"""The pure domain: what is measured, against what, and what follows from it.

Knows no clock, screen, database or workbook; the only input or output is `registry.load`.
"""
