"""A warm reading process for all tests of this folder."""

import pytest

from workbooks.process import ReaderProcess


@pytest.fixture(scope="session")
def process():
    with ReaderProcess() as started:
        started.warm()
        yield started
