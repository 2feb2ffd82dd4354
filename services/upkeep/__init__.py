"""The installation: audit trail, verification, rebuilding, backup, start."""
