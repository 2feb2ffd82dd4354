"""The database: opened by address, upgraded, and used in transactions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import TimeoutError as NoConnectionInTime

from db.accounts import AccountStore
from db.audit import AuditStore
from db.audit_witness import Witness
from db.calendar import CalendarStore
from db.checks import CheckStore
from db.comments import CommentStore
from db.engine import WRITES, make_folder, open_engine, reading_options
from db.errors import DatabaseBusyError
from db.facts import FactStore
from db.figure_history import FigureHistoryStore
from db.files import FileStore
from db.indicator_notes import IndicatorNoteStore
from db.last_visits import LastVisitStore
from db.list_changes import ListChangeStore
from db.list_rows import ListRowStore
from db.measures import MeasureStore
from db.name_lists import NameListStore
from db.observations import ObservationStore
from db.one_time_links import LinkStore
from db.own_layouts import OwnLayoutStore
from db.quality import QualityStore
from db.reports import ReportStore
from db.revisions import RevisionStore
from db.rollups import RollupStore
from db.sessions import SessionStore
from db.sign_in_failures import FailureStore
from db.submissions import SubmissionStore
from db.transfer import TableProof, Told, transfer


class Transaction:
    """The stores, all within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self.files = FileStore(connection)
        self.submissions = SubmissionStore(connection)
        self.observations = ObservationStore(connection)
        self.quality = QualityStore(connection)
        self.revisions = RevisionStore(connection)
        self.lists = NameListStore(connection)
        self.list_changes = ListChangeStore(connection)
        self.list_rows = ListRowStore(connection)
        self.rollups = RollupStore(connection)
        self.figure_history = FigureHistoryStore(connection)
        self.indicator_notes = IndicatorNoteStore(connection)
        self.last_visits = LastVisitStore(connection)
        self.facts = FactStore(connection)
        self.accounts = AccountStore(connection)
        self.sessions = SessionStore(connection)
        self.failures = FailureStore(connection)
        self.links = LinkStore(connection)
        self.audit = AuditStore(connection)
        self.comments = CommentStore(connection)
        self.calendar = CalendarStore(connection)
        self.measures = MeasureStore(connection)
        self.reports = ReportStore(connection)
        self.own_layouts = OwnLayoutStore(connection)
        self.checks = CheckStore(connection)


class Database:
    """A database on SQLite or PostgreSQL. Safe to share between threads."""

    def __init__(self, url: str, witnesses: Sequence[Witness] = ()) -> None:
        """Opens by address (`sqlite:///var/dabiao.db`, `postgresql://…`); connects when first used.

        The audit chain's head is told to the witnesses after every commit that has lengthened it.

        Raises:
            DatabaseUnavailableError: for an address of neither kind.
        """
        self._engine = open_engine(url)
        self._witnesses = tuple(witnesses)

    def upgrade(self) -> None:
        """Creates the tables, or brings them up to this version; does nothing when they are.

        Raises:
            DatabaseTooNewError: when a later version of the program has upgraded it.
        """
        from db.migrations.upgrade import upgrade

        make_folder(self._engine)
        with self._writing() as connection:
            upgrade(connection)

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Everything inside is kept together when the block ends, or nothing when it raises.

        Writers take turns; one that waits too long gets DatabaseBusyError.
        """
        with self._writing() as connection:
            tx = Transaction(connection)
            yield tx
        if tx.audit.written is not None:
            for witness in self._witnesses:
                witness.remember(tx.audit.written)

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """All queries inside see the database at one moment; writing is refused."""
        with self._at_one_moment() as connection:
            yield Transaction(connection)

    @property
    def is_sqlite(self) -> bool:
        """Whether it is one file on this machine."""
        return self._engine.dialect.name == "sqlite"

    @contextmanager
    def driver_connection(self) -> Iterator[object]:
        """The driver's own connection, outside any transaction; for what only the driver can."""
        with closing(self._engine.raw_connection()) as pooled:
            yield pooled.driver_connection

    def copy_to(self, target: Database, told: Told) -> tuple[TableProof, ...]:
        """Copies everything into an empty, upgraded database; whole or not at all, and proved to be the same.

        Raises:
            TargetInUseError, TransferDiffersError: see `db/transfer.py`.
        """
        with self._at_one_moment() as source, target._writing() as connection:
            return transfer(source, connection, told)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._connected({WRITES: True}) as connection, connection.begin():
            yield connection

    @contextmanager
    def _at_one_moment(self) -> Iterator[Connection]:
        with self._connected(reading_options(self._engine)) as connection, connection.begin():
            yield connection

    def _connected(self, options: Mapping[str, Any]) -> Connection:
        try:
            return self._engine.connect().execution_options(**options)
        except NoConnectionInTime as error:  # everybody waits for the database: to this action it is busy
            raise DatabaseBusyError from error

    def dispose(self) -> None:
        """Closes the connections."""
        self._engine.dispose()
