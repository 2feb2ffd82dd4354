"""A return on its way: empty form, verdict, submission, review, approval."""
