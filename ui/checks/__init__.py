"""The page of check relations."""
