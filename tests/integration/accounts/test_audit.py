import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path

import pytest
from sqlalchemy import text

from db.account_records import AuditEntry
from db.audit import AuditFilter
from db.audit_witness import HeadFile, Syslog
from db.database import Database
from db.errors import PermanentRecordError
from i18n.texts import texts
from indicators.errors import NotAllowedError
from indicators.returns import ReturnState
from services.exports.export_summary import export_year_end
from services.exports.report_choice import ReportChoice
from services.groundwork.opening import open_database
from services.returns.original_file import original
from services.returns.review_return import approve_return, send_back_return
from services.returns.submit_return import check_return, submit_return
from services.rights.access_errors import AlreadyDecidedError
from services.rights.actor import LOCAL_OPERATOR, Actor
from services.rights.roles import Grant, Role
from services.upkeep.audit_trail import apply_retention, choices, export, history, listing
from services.upkeep.verify import verify
from settings import Settings
from tests.integration.accounts.conftest import NOW, OTHER, OWN
from tests.integration.accounts.writer import write

REPORTER = Actor("zhang", "张三", (Grant(Role.REPORTER, OWN),), "10.0.0.7")
REVIEWER = Actor("wang", "王五", (Grant(Role.REVIEWER),), "10.0.0.8")
AUDITOR = Actor("sun", "孙六", (Grant(Role.AUDITOR),), "10.0.0.9")
TODAY = date(2018, 10, 20)
DABIAO = Path(sys.executable).with_name("dabiao")


def entry(number=1, **said):
    return AuditEntry(**{"action": "sign_in", "object": f"account:{number}", "outcome": "done", "actor": "li", **said})


def fill(database, count, at=None):
    for number in range(count):
        with database.transaction() as tx:
            tx.audit.append(entry(number), at)


def fault(database, plan, witnessed=None):
    return verify(database, plan, LOCAL_OPERATOR, witnessed).chain.fault


def tamper(database, *statements):
    """Somebody who owns the database drops the triggers and does as they like."""
    with database.transaction() as tx:
        connection = tx.facts._connection
        if connection.dialect.name == "sqlite":
            triggers = ["audit_trail_refuse_update", "audit_trail_refuse_delete"]
            dropping = [f"DROP TRIGGER {name}" for name in triggers]
            dropping += [f"DROP TRIGGER {table}_refuse_update" for table in ("observations", "files")]
        else:
            dropping = [f"ALTER TABLE {t} DISABLE TRIGGER USER" for t in ("audit_trail", "observations", "files")]
        for statement in (*dropping, *statements):
            connection.execute(text(statement))


def test_a_return_from_upload_to_approval_is_in_the_trail(database, plan, upload, trail):
    check_return(database, plan, REPORTER, upload(OWN), TODAY, reader=None)
    first = submit_return(database, plan, REPORTER, upload(OWN), NOW, reader=None).submission
    submit_return(database, plan, REPORTER, upload(OWN), NOW, reader=None)
    send_back_return(database, plan, REVIEWER, first.id, "口径不一致", NOW)
    second = submit_return(database, plan, REPORTER, upload(OWN, "corrected"), NOW, reader=None).submission
    _, moved = approve_return(database, plan, REVIEWER, second.id, NOW)
    assert [movement.indicator for movement in moved] == ["new_high_tech_firms"]
    rows = trail(object=f"return:{plan.head.id}/F01/{OWN}/2018-09")
    assert [(r.entry.action, r.entry.outcome, r.entry.detail, r.entry.actor, r.entry.address) for r in rows] == [
        ("check_return", "done", None, "zhang", "10.0.0.7"),
        ("submit_return", "done", "#1", "zhang", "10.0.0.7"),
        ("submit_return", "refused", "= #1", "zhang", "10.0.0.7"),
        ("send_back_return", "done", "#1", "wang", "10.0.0.8"),
        ("submit_return", "done", "#2", "zhang", "10.0.0.7"),
        ("approve_return", "done", "#2", "wang", "10.0.0.8"),
    ]
    assert rows[4].entry.before == rows[1].entry.after != rows[4].entry.after


def test_a_decision_is_made_once(database, plan, stored):
    number = stored(OWN, ReturnState.SUBMITTED, "zhang")
    approve_return(database, plan, REVIEWER, number, NOW)
    with pytest.raises(AlreadyDecidedError):
        approve_return(database, plan, REVIEWER, number, NOW)
    with pytest.raises(AlreadyDecidedError):
        send_back_return(database, plan, REVIEWER, number, "误报", NOW)


def test_a_file_that_is_no_return_is_noted_by_its_hash(database, plan, upload, trail):
    submit_return(database, plan, REPORTER, upload(""), NOW, reader=None)
    (row,) = trail()
    assert (row.entry.outcome, row.entry.object[:5]) == ("refused", "file:")


def test_downloads_and_exports_are_in_the_trail(database, plan, stored, trail):
    number = stored(OWN, ReturnState.APPROVED)
    with database.reading() as tx:
        sha256 = tx.submissions.get(number).sha256
    original(database, REPORTER, sha256)
    choice = ReportChoice("xlsx", as_of=datetime(2018, 10, 15, tzinfo=UTC))
    export_year_end(database, plan, LOCAL_OPERATOR, 2018, TODAY, texts("zh"), choice, now=NOW)
    download, exported = trail()
    assert (download.entry.object, download.entry.after) == (f"file:{sha256}", sha256)
    assert (exported.entry.action, exported.entry.detail) == ("export_report", "2018-10-15T00:00:00+0000")


def test_what_is_rolled_back_leaves_no_trace(database, trail):
    def fail():
        with database.transaction() as tx:
            tx.audit.append(entry())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert trail() == []


def test_several_rows_of_one_transaction_are_chained(database, plan, trail):
    with database.transaction() as tx:
        for number in range(3):
            tx.audit.append(entry(number))
    assert [row.sequence for row in trail()] == [1, 2, 3]
    assert fault(database, plan) is None


def test_what_was_typed_is_chained_as_it_is_kept(database, plan):
    with database.transaction() as tx:
        tx.audit.append(entry(object="account:a\0b\ud800", actor="\0", detail="行\r\n", address="::1"))
    assert fault(database, plan) is None


def test_the_trail_can_be_neither_changed_nor_cut_nor_let_go_of_by_the_app(database):
    fill(database, 3)
    for statement in (
        "UPDATE audit_trail SET actor = 'nobody'",
        "DELETE FROM audit_trail",
        "DELETE FROM audit_trail WHERE sequence = 3",
        "UPDATE audit_anchors SET sequence = 9",
        "DELETE FROM audit_anchors",
    ):
        with pytest.raises(PermanentRecordError), database.transaction() as tx:
            tx.facts._connection.execute(text(statement))


def test_postgresql_does_not_truncate_the_trail(postgresql_url):
    database = Database(postgresql_url)
    for table in ("audit_trail", "audit_anchors"):
        with pytest.raises(PermanentRecordError), database.transaction() as tx:
            tx.facts._connection.execute(text(f"TRUNCATE {table}"))
    database.dispose()


@pytest.mark.parametrize(
    ("statement", "code", "sequence"),
    [
        ("UPDATE audit_trail SET actor = 'nobody' WHERE sequence = 4", "row_changed", 4),
        ("UPDATE audit_trail SET outcome = 'failed' WHERE sequence = 9", "row_changed", 9),
        ("DELETE FROM audit_trail WHERE sequence = 5", "row_missing", 5),
        ("DELETE FROM audit_trail WHERE sequence < 3", "row_missing", 1),
        ("DELETE FROM audit_trail WHERE sequence > 6", "tail_cut", 7),
        ("UPDATE audit_trail SET sequence = 100 WHERE sequence = 2", "row_missing", 2),
    ],
)
def test_an_owner_who_alters_the_trail_is_found(database, plan, tmp_path, statement, code, sequence):
    witness = HeadFile(tmp_path / "heads")
    database._witnesses = (witness,)
    fill(database, 9)
    tamper(database, statement)
    found = fault(database, plan, witness.heads())
    assert (found.code, found.sequence) == (code, sequence)


def test_figures_and_files_changed_behind_the_store_are_found(database, plan, upload):
    submit_return(database, plan, REPORTER, upload(OWN), NOW, reader=None, approver=REVIEWER)
    other = Actor("li", "李", (Grant(Role.REPORTER, OTHER),))
    submit_return(database, plan, other, upload(OTHER), NOW, reader=None, approver=REVIEWER)
    assert verify(database, plan, LOCAL_OPERATOR).sound
    tamper(database, "UPDATE observations SET value = value + 1000000 WHERE unit = '210202'")
    found = verify(database, plan, LOCAL_OPERATOR)
    assert not found.sound
    assert [each.key.unit for each in found.submissions] == [OWN]
    assert {indicator for indicator, _ in found.rollups} == {"new_high_tech_firms"}
    with database.transaction() as tx:
        tx.facts._connection.execute(text("DELETE FROM rollups"))
        tx.facts._connection.execute(text("DELETE FROM current_values WHERE unit = :unit"), {"unit": OTHER})
    again = verify(database, plan, LOCAL_OPERATOR)
    assert again.current_values == 1
    assert {indicator for indicator, _ in again.rollups} == {"new_high_tech_firms"}


def test_a_damaged_file_and_a_submission_the_trail_does_not_know_are_found(database, plan, stored):
    stored(OWN, ReturnState.SUBMITTED)
    tamper(database, "UPDATE files SET content = 'else'")
    found = verify(database, plan, LOCAL_OPERATOR)
    assert len(found.files) == 1
    assert [each.key.unit for each in found.submissions] == [OWN]


@pytest.mark.parametrize("state", [ReturnState.APPROVED, ReturnState.RETURNED])
def test_a_decision_that_nobody_took_is_found(database, plan, upload, state):
    one = submit_return(database, plan, REPORTER, upload(OWN), NOW, reader=None).submission
    assert verify(database, plan, LOCAL_OPERATOR).sound
    with database.transaction() as tx:
        tx.submissions.record(one.id, state, "wang", NOW)
    assert [each.id for each in verify(database, plan, LOCAL_OPERATOR).submissions] == [one.id]


def test_submissions_from_before_the_trail_need_not_be_in_it(database, plan, stored):
    number = stored(OWN, ReturnState.SUBMITTED)
    with database.transaction() as tx:
        tx.facts.set("last_submission_before_audit", str(number))
    assert verify(database, plan, LOCAL_OPERATOR).sound


def test_two_writers_at_once_keep_one_chain(database_url, database, plan, tmp_path):
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.integration.accounts.writer"])
    path = tmp_path / "heads"
    writers = [context.Process(target=write, args=(database_url, str(path), f"writer{n}", 40)) for n in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    report = verify(database, plan, LOCAL_OPERATOR, HeadFile(path).heads()).chain
    assert (report.rows, report.fault, report.unwitnessed) == (120, None, 0)


def test_threads_of_one_process_keep_one_chain(database, plan):
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: fill(database, 5), range(6)))
    report = verify(database, plan, LOCAL_OPERATOR).chain
    assert (report.rows, report.fault) == (30, None)


def test_the_trail_can_be_filtered_and_paged(database):
    for number in range(5):
        with database.transaction() as tx:
            tx.audit.append(entry(number, actor="li" if number % 2 else "wang"), NOW + timedelta(days=number))
    page = listing(database, AUDITOR, AuditFilter(), limit=2)
    assert ([row.sequence for row in page.rows], page.total, page.before) == ([5, 4], 5, 4)
    page = listing(database, AUDITOR, AuditFilter(before=2), limit=2)
    assert ([row.sequence for row in page.rows], page.before) == ([1], None)
    assert listing(database, AUDITOR, AuditFilter(actor="li")).total == 2
    assert listing(database, AUDITOR, AuditFilter(actions=["sign_out"])).total == 0
    assert listing(database, AUDITOR, AuditFilter(outcome="done", object="account:3")).total == 1
    days = AuditFilter(since=NOW + timedelta(days=1), until=NOW + timedelta(days=3))
    assert [row.sequence for row in listing(database, AUDITOR, days).rows] == [3, 2]
    assert [row.entry.actor for row in history(database, AUDITOR, "account:3")] == ["li"]
    assert choices(database, AUDITOR).actors == ("li", "wang")


def test_an_export_is_inert_in_a_spreadsheet_and_itself_in_the_trail(database, trail):
    with database.transaction() as tx:
        tx.audit.append(entry(object="account:=1+1", actor='=HYPERLINK("http://x")', detail="@SUM(A1)"))
    content = export(database, AUDITOR, AuditFilter())
    head, row = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    said = dict(zip(head, row, strict=True))
    assert said["actor"].startswith("'=")
    assert said["detail"] == "'@SUM(A1)"
    assert said["hash"] == trail()[0].hash
    assert (trail()[-1].entry.action, trail()[-1].entry.actor) == ("export_audit", "sun")


def test_the_retention_lets_go_of_the_oldest_rows_and_the_chain_stays_sound(database, plan, tmp_path):
    witness = HeadFile(tmp_path / "heads")
    database._witnesses = (witness,)
    fill(database, 4, NOW)
    fill(database, 3, NOW + timedelta(days=1000))
    today = NOW + timedelta(days=3 * 365 + 10)
    settings = Settings()
    with pytest.raises(NotAllowedError):
        apply_retention(database, settings, AUDITOR, today)
    assert apply_retention(database, settings, LOCAL_OPERATOR, NOW + timedelta(days=365)) == 0
    assert apply_retention(database, settings, LOCAL_OPERATOR, today) == 4
    report = verify(database, plan, LOCAL_OPERATOR, witness.heads()).chain
    assert (report.fault, report.rows) == (None, 5)  # the denial and the retention itself came on top
    fill(database, 2)
    assert fault(database, plan, witness.heads()) is None
    tamper(database, "DELETE FROM audit_trail WHERE sequence = 5")
    assert fault(database, plan, witness.heads()).code == "row_missing"


def test_everything_may_be_let_go_of_when_all_is_old(database, plan):
    fill(database, 4, NOW)
    assert apply_retention(database, Settings(), LOCAL_OPERATOR, NOW + timedelta(days=4000)) == 4
    assert fault(database, plan) is None


def test_a_younger_row_before_an_older_one_keeps_both(database):
    fill(database, 1, NOW)
    fill(database, 1, NOW + timedelta(days=2000))
    fill(database, 1, NOW)
    assert apply_retention(database, Settings(), LOCAL_OPERATOR, NOW + timedelta(days=1200)) == 1


def test_a_head_that_cannot_be_written_does_not_undo_the_commit(sqlite_url, tmp_path, caplog, plan):
    (tmp_path / "no folder").write_text("a file")
    witness = HeadFile(tmp_path / "no folder" / "heads")
    database = Database(sqlite_url, [witness])
    fill(database, 1)
    assert "not written" in caplog.text
    assert verify(database, plan, LOCAL_OPERATOR, witness.heads()).chain.unwitnessed == 1
    database.dispose()


def test_an_unfinished_or_spoilt_line_of_heads_is_left_out(sqlite_url, tmp_path, plan):
    witness = HeadFile(tmp_path / "heads")
    database = Database(sqlite_url, [witness])
    fill(database, 2)
    with witness.path.open("ab") as file:
        file.write("坏\nx y z\n".encode() + b"abc 3 ")
    assert len(list(witness.heads())) == 2
    assert fault(database, plan, witness.heads()) is None
    database.dispose()


def test_only_the_owner_reads_the_heads(sqlite_url, tmp_path):
    database = Database(sqlite_url, [HeadFile(tmp_path / "heads")])
    fill(database, 1)
    database.dispose()
    assert (tmp_path / "heads").stat().st_mode & 0o777 == 0o600


def test_heads_go_to_a_syslog_where_one_is_set(sqlite_url, tmp_path):
    import socket

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiver:
        receiver.bind(("127.0.0.1", 0))
        receiver.settimeout(10)
        settings = Settings(
            database_url=sqlite_url,
            audit_head_file=tmp_path / "heads",
            audit_syslog=f"127.0.0.1:{receiver.getsockname()[1]}",
        )
        database = open_database(settings)
        fill(database, 1)
        said = receiver.recv(1000)
        for witness in database._witnesses:
            if isinstance(witness, Syslog):
                witness.close()
        database.dispose()
    (head,) = HeadFile(tmp_path / "heads").heads()
    assert f"sequence=1 hash={head.hash}".encode() in said


@pytest.fixture
def console(sqlite_url, tmp_path):
    """console("verify") runs the command on a database with a few audit rows; its exit code and output."""
    environment = {**os.environ, "DABIAO_DATABASE_URL": sqlite_url, "DABIAO_LANGUAGE": "en"}
    database = open_database(Settings(database_url=sqlite_url))
    fill(database, 5)
    database.dispose()

    def run(*arguments):
        done = subprocess.run(
            [DABIAO, *arguments], env=environment, capture_output=True, text=True, check=False, timeout=120
        )
        return done.returncode, done.stdout

    return run


def test_dabiao_verify_names_the_first_bad_row_and_says_so_by_its_exit_code(console, sqlite_url):
    code, said = console("verify")
    assert (code, "Verified: nothing is wrong." in said) == (0, True)
    code, said = console("verify", "--format", "json")
    document = json.loads(said)
    assert (code, document["sound"], document["audit"]["rows"]) == (0, True, 5)
    with sqlite3.connect(sqlite_url.removeprefix("sqlite:///")) as raw:
        raw.execute("DROP TRIGGER audit_trail_refuse_delete")
        raw.execute("DELETE FROM audit_trail WHERE sequence > 3")
    raw.close()
    code, said = console("verify", "--format", "json")
    assert (code, json.loads(said)["audit"]["first_bad"]) == (1, {"code": "tail_cut", "sequence": 4})
    code, said = console("verify")
    assert code == 1
    assert "Audit rows from 4 on have been cut off" in said


def test_dabiao_audit_retention_says_how_many_rows_went(console):
    code, said = console("audit-retention")
    assert code == 0
    assert said.startswith("0 audit rows")
