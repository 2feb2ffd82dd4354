"""What is handed in: tables and summaries."""
