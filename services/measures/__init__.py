"""The measures of the plan: register, matrix, progress entered on the page, evidence."""
