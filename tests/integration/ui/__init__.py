"""The screens over a real database, without a browser."""
