"""What the command line shares: its session (settings, database, plan, language) and what it prints."""
