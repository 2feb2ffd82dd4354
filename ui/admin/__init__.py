"""The administrator's and the auditor's pages."""
