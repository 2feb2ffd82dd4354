"""What tests of the whole system share."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def sample_database_url(sample_database: Path) -> str:
    """The address of a database filled by `dabiao init --sample`. Read it; copy its file to change it."""
    return f"sqlite:///{sample_database}"
