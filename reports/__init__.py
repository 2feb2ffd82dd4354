"""Documents that leave the system: content first, then their writers."""
