"""What reporters do: take a form, send a return, see what has come."""
