"""The measures: the register, one in full, and which of them move which indicator."""
