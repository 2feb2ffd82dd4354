"""A return on the screen: forms, upload, tables of one's own, verdict, review."""
