"""What administrators and auditors do."""
