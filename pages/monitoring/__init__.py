"""What leaders see: all indicators, and one in full."""
