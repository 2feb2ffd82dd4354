"""The store: what was reported, by whom, and what is known from it now or was known then.

Everything reported is only ever added. What is derived from it (current values, roll-ups) is kept
in the same transaction and can be rebuilt. The same code runs on SQLite and on PostgreSQL.
"""
