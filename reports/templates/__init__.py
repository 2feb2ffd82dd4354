"""Templates of documents; no text of a person ever becomes part of one."""
