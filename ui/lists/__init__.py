"""The page of name lists."""
