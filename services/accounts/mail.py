"""Sends letters over the mail server that the installation has set, if it has."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import TypeVar

from services.groundwork.review_errors import MailFailedError, MailNotConfiguredError
from settings import Settings

SECONDS = 20
Marked = TypeVar("Marked")


@dataclass(frozen=True, slots=True)
class Letter:
    """A plain text to some addresses."""

    to: tuple[str, ...]
    subject: str
    text: str


def send_letters(settings: Settings, letters: Iterable[tuple[Letter, Marked]]) -> Iterator[Marked]:
    """Sends letters over one connection, and gives back each one's mark when the server has taken it.

    Raises:
        MailNotConfiguredError: no server, or no sender, is set.
        MailFailedError: the server cannot be reached, or refuses.
    """
    if settings.smtp_host is None or settings.smtp_from is None:
        raise MailNotConfiguredError
    try:
        with smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=SECONDS) as server:
            _greet(server, settings)
            for letter, mark in letters:
                server.send_message(_message(letter, settings.smtp_from))
                yield mark
    except (OSError, smtplib.SMTPException) as error:
        raise MailFailedError(server=f"{settings.smtp_host}:{settings.smtp_port}") from error


def _greet(server: smtplib.SMTP, settings: Settings) -> None:
    if settings.smtp_starttls:
        server.starttls(context=ssl.create_default_context())
    if settings.smtp_user is not None and settings.smtp_password is not None:
        server.login(settings.smtp_user, settings.smtp_password.get_secret_value())


def _message(letter: Letter, sender: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = ", ".join(letter.to)
    message["Subject"] = letter.subject
    message["Date"] = formatdate(localtime=False)
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2] or None)
    message.set_content(letter.text)
    return message
