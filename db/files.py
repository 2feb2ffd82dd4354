"""Original files, by the SHA-256 of their bytes; each is stored once."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, insert, select

from db.errors import StoredFileDamagedError
from db.tables import FILES


class FileStore:
    """The bytes of uploaded workbooks."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, content: bytes, at: datetime) -> str:
        """Stores the bytes, unless they are there; returns their SHA-256 in hexadecimal."""
        digest = sha256(content).hexdigest()
        if self._connection.scalar(select(FILES.c.sha256).where(FILES.c.sha256 == digest)) is None:
            self._connection.execute(insert(FILES).values(sha256=digest, content=content, added_at=at))
        return digest

    def get(self, digest: str) -> bytes | None:
        """The bytes with this SHA-256, or None.

        Raises:
            StoredFileDamagedError: when the stored bytes are no longer those that were stored.
        """
        content = self._connection.scalar(select(FILES.c.content).where(FILES.c.sha256 == digest))
        if content is None:
            return None
        # SQLite gives back as text what somebody has put there as text.
        if isinstance(content, str) or sha256(content).hexdigest() != digest:
            raise StoredFileDamagedError(sha256=digest)
        return bytes(content)

    def digests(self) -> list[str]:
        """The SHA-256 of every stored file, sorted."""
        return list(self._connection.scalars(select(FILES.c.sha256).order_by(FILES.c.sha256)))
