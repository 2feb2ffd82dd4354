"""Who looks at what, when and in which language; what the screens ask, and the answers that are remembered."""
