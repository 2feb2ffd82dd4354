"""A browser without a screen: keeps cookies and sends the forms it is given, so that refusals can be looked at."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from http.cookies import SimpleCookie

from tests.browser.server import Answer, Server, ask

_FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


@dataclass
class Forms:
    """What one visitor holds; `address` pretends to come from elsewhere by a proxy's header."""

    server: Server
    cookies: dict[str, str] = field(default_factory=dict)
    forwarded_for: str | None = None

    def get(self, address: str) -> Answer:
        return self._asked("GET", address)

    def post(self, address: str, fields: dict[str, str], **headers: str) -> Answer:
        """A form as it stands, with nothing added."""
        return self._asked("POST", address, fields, headers)

    def send(self, page: str, fields: dict[str, str], to: str | None = None) -> Answer:
        """Opens a page, fills its form in, sends it to the page's address or `to`."""
        hidden = {name: unescape(value) for name, value in _FIELD.findall(self.get(page).body.decode())}
        return self.post(to or page, {**hidden, **fields})

    def sign_in(self, name: str, password: str) -> Answer:
        return self.send("/sign-in", {"name": name, "password": password})

    def _asked(
        self, method: str, address: str, fields: dict[str, str] | None = None, headers: dict[str, str] | None = None
    ) -> Answer:
        sent = {"Accept": "text/html", **(headers or {})}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if self.forwarded_for is not None:
            sent["X-Forwarded-For"] = self.forwarded_for
        answer = ask(self.server, method, address, fields, sent)
        for line in answer.cookies:
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        self.cookies = {name: value for name, value in self.cookies.items() if value}
        return answer
