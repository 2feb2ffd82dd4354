"""Labelled synthetic returns (示例数据) and their deterministic generator."""
