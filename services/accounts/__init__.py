"""Accounts, signing in, sessions, and the secret behind the cookies."""
