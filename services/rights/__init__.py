"""Who acts, with which roles, and what they may do: every service asks here, and what it does is noted."""
