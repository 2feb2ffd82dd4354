"""The screens, one script each: read the filters, ask, draw."""
