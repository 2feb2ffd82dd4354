"""What stands around every page: menu, strip, first page, error boundary, downloads."""
