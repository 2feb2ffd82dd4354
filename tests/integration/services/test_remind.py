"""Reminders in words, and over a real mail server in this process."""

from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from aiosmtpd.smtp import AuthResult

from db.audit import AuditFilter
from i18n.texts import texts
from indicators.periods import Period
from indicators.returns import ReturnKey, ReturnState
from services.groundwork.review_errors import MailFailedError, MailNotConfiguredError, NobodyToRemindError
from services.rights.actor import Actor
from services.rights.roles import Grant, Role
from services.units.administer_calendar import set_contacts
from services.units.remind import reminder_text, reminders, send_reminders
from settings import Settings
from tests.browser.server import free_port

NOW = datetime(2018, 10, 8, 2, tzinfo=UTC)
ADMINISTRATOR = Actor("boss", "管理员", (Grant(Role.ADMINISTRATOR),))
REVIEWER = Actor("li", "李", (Grant(Role.REVIEWER, "210202"), Grant(Role.REVIEWER, "210203")))
FEBRUARY = date(2018, 2, 10)
ZH = texts("zh")


class Inbox(Message):
    """What the server took."""

    def __init__(self):
        super().__init__(EmailMessage)
        self.letters = []

    def handle_message(self, message):
        self.letters.append(message_from_bytes(message.as_bytes(), policy=policy.default))


@pytest.fixture
def mail_server():
    """mail_server(handler) starts a receiving server; its address as settings."""
    started = []

    def start(handler, **options):
        port = free_port()
        controller = Controller(handler, hostname="127.0.0.1", port=port, **options)
        controller.start()
        started.append(controller)
        return Settings(smtp_host="127.0.0.1", smtp_port=port, smtp_from="dabiao@example.cn")

    yield start
    for controller in started:
        controller.stop()


@pytest.fixture
def sent_back(database, plan):
    key = ReturnKey("F01", "210202", Period.month(2018, 1))
    with database.transaction() as tx:
        added = tx.submissions.add(
            plan.head.id, key, "F01.xlsx", tx.files.add(b"x", NOW), "wang", NOW, (), ReturnState.SUBMITTED
        )
        tx.submissions.record(added.id, ReturnState.RETURNED, "li", NOW, reason="09项重复")


def test_each_unit_is_told_what_is_overdue_sent_back_and_due_soon(database, plan, sent_back):
    first, second = reminders(database, plan, REVIEWER, date(2018, 3, 5))
    assert [each.unit.code for each in (first, second)] == ["210202", "210203"]
    assert ([str(r.key.period) for r in first.sent_back], first.overdue) == (["2018-01"], ())
    assert [str(r.key.period) for r in second.overdue] == ["2018-01"]
    assert [str(r.key.period) for r in second.due_soon] == ["2018-02"]
    said = reminder_text(plan, first, ZH)
    assert said.startswith("中山区：\n以下填报表已退回或重开")
    assert "F01 创新指标月报（2018年1月），截止日期2018年2月12日。原因：09项重复" in said
    assert "逾期" not in said


def test_a_unit_with_nothing_to_do_is_not_reminded(database, plan):
    assert reminders(database, plan, REVIEWER, date(2018, 1, 1)) == ()


def test_letters_arrive_and_are_in_the_trail(database, plan, mail_server):
    inbox = Inbox()
    settings = mail_server(inbox)
    set_contacts(database, plan, ADMINISTRATOR, {"210202": "wang@example.cn, zhao@example.cn"})
    written = send_reminders(database, settings, plan, REVIEWER, ZH, FEBRUARY)
    assert [unit.code for unit in written] == ["210202"]
    (letter,) = inbox.letters
    assert letter["x-rcptto"] == "wang@example.cn, zhao@example.cn"
    assert letter["subject"].startswith("【报送提醒】")
    assert "F01 创新指标月报（2018年1月）" in letter.get_content()
    with database.reading() as tx:
        (row,) = tx.audit.find(AuditFilter(actions=["send_reminder"]))
    assert (row.entry.object, row.entry.detail) == ("unit:210202", "wang@example.cn, zhao@example.cn")


def test_a_server_that_wants_a_name_gets_it(database, plan, mail_server):
    asked = []

    def authenticate(_server, _session, _envelope, _mechanism, data):
        asked.append((data.login, data.password))
        return AuthResult(success=True)

    inbox = Inbox()
    settings = mail_server(inbox, authenticator=authenticate, auth_require_tls=False)
    set_contacts(database, plan, ADMINISTRATOR, {"210202": "wang@example.cn"})
    named = Settings(**settings.model_dump() | {"smtp_user": "dabiao", "smtp_password": "secret"})
    send_reminders(database, named, plan, REVIEWER, ZH, FEBRUARY)
    assert (asked, len(inbox.letters)) == ([(b"dabiao", b"secret")], 1)


def test_without_a_server_without_addresses_or_with_a_refusal_it_is_said(database, plan, mail_server):
    with pytest.raises(NobodyToRemindError):
        send_reminders(database, Settings(), plan, REVIEWER, ZH, FEBRUARY)
    set_contacts(database, plan, ADMINISTRATOR, {"210202": "wang@example.cn"})
    with pytest.raises(MailNotConfiguredError):
        send_reminders(database, Settings(), plan, REVIEWER, ZH, FEBRUARY)
    with pytest.raises(MailFailedError):
        send_reminders(database, mail_server(Inbox(), data_size_limit=10), plan, REVIEWER, ZH, FEBRUARY)
    nowhere = Settings(smtp_host="127.0.0.1", smtp_port=1, smtp_from="dabiao@example.cn")
    with pytest.raises(MailFailedError):
        send_reminders(database, nowhere, plan, REVIEWER, ZH, FEBRUARY)
    with database.reading() as tx:
        assert tx.audit.find(AuditFilter(actions=["send_reminder"])) == []
