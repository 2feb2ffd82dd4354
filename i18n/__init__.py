"""Both languages: catalogues, and the formats of numbers, dates and periods."""
