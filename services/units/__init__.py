"""The reporting units: how completely, when and how well each has reported, and what it has to do."""
