"""What leaders see: indicators against targets, outlooks, causes, cells, what changed."""
