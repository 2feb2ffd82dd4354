"""What leaves: summaries, tables, JSON documents, and whether a file still matches."""
