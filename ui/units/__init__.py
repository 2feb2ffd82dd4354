"""The pages of units and of data quality."""
