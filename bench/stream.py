"""A browser's web socket without the browser: asks for runs of a page, and waits until each is finished.

It knows the widgets of the page by their labels, presses buttons, and hands files to an upload box, all by the
messages a browser would send.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from http.client import HTTPConnection
from uuid import uuid4

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLs, FileURLsResponse
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import NewSession
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

_MOST_BYTES = 64_000_000
_XSRF = "_streamlit_xsrf"
SECONDS_TO_ANSWER = 60


class Visitor:
    """One open page. Enter it with `async with`."""

    def __init__(self, url: str, headers: Mapping[str, str], query: str = "", page: str = "") -> None:
        """`page` is the name of the page in the address, as `upload`; without one it is the first page."""
        self._address = f"{url.replace('http://', 'ws://')}/_stcore/stream"
        self._origin, self._headers, self._query, self._page = url, headers, query, page
        self._script, self._session = "", ""
        self._socket: ClientConnection | None = None
        self.buttons: dict[str, str] = {}
        self.upload_boxes: list[str] = []
        self.alerts: list[str] = []
        self.elements: list[Element] = []

    async def __aenter__(self) -> Visitor:
        """Connects."""
        self._socket = await connect(
            self._address,
            origin=Origin(self._origin),
            subprotocols=[Subprotocol("streamlit")],
            proxy=None,
            additional_headers=self._headers,
            max_size=_MOST_BYTES,
            ping_interval=None,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        """Leaves."""
        if self._socket is not None:
            await self._socket.close()

    async def run(self, states: Sequence[WidgetState] = ()) -> float:
        """One run of the page's script with widgets in some state, from asking to its last message; its seconds.

        A run that asks to be run again (after a submission) ends with the last of them.
        """
        asked = BackMsg()
        asked.rerun_script.query_string = self._query
        asked.rerun_script.page_script_hash = self._script
        asked.rerun_script.page_name = "" if self._script else self._page
        asked.rerun_script.widget_states.widgets.extend(states)
        begun = time.perf_counter()
        await self._send(asked)
        while True:
            said = await self._hear()
            kind = said.WhichOneof("type")
            if kind == "new_session":
                self._begin(said.new_session)
            elif kind == "navigation":
                self._script = said.navigation.page_script_hash
            elif kind == "delta" and said.delta.WhichOneof("type") == "new_element":
                self._see(said.delta.new_element)
            elif kind == "script_finished" and said.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return time.perf_counter() - begun

    async def press(self, label: str, states: Sequence[WidgetState] = ()) -> float:
        """A run after a button with this label was pressed, the other widgets in the given state."""
        return await self.run([*states, WidgetState(id=self.buttons[label], trigger_value=True)])

    async def give(self, name: str, content: bytes) -> WidgetState:
        """Hands a file to the server for the page's upload box; the box's state that says so, to run with."""
        asked = BackMsg()
        asked.file_urls_request.request_id = str(uuid4())
        asked.file_urls_request.file_names.append(name)
        asked.file_urls_request.session_id = self._session
        await self._send(asked)
        while (said := await self._hear()).WhichOneof("type") != "file_urls_response":
            pass
        place = _only(said.file_urls_response)
        await asyncio.to_thread(self._put, place.upload_url, name, content)
        state = WidgetState(id=self.upload_boxes[0])
        state.file_uploader_state_value.uploaded_file_info.add(
            name=name, size=len(content), file_id=place.file_id, file_urls=place
        )
        return state

    def _put(self, address: str, name: str, content: bytes) -> None:
        connection = HTTPConnection(self._origin.removeprefix("http://"), timeout=SECONDS_TO_ANSWER)
        try:
            connection.request("GET", "/_stcore/health")
            answer = connection.getresponse()
            answer.read()
            token = next(
                each.partition("=")[2].partition(";")[0]
                for each in answer.headers.get_all("set-cookie", ())
                if each.startswith(_XSRF)
            )
            border = uuid4().hex
            body = (
                f'--{border}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
                "Content-Type: application/octet-stream\r\n\r\n"
            ).encode() + content
            headers = {
                "Content-Type": f"multipart/form-data; boundary={border}",
                "X-Xsrftoken": token,
                "Cookie": f"{self._headers.get('Cookie', '')}; {_XSRF}={token}",
                "Origin": self._origin,
            }
            connection.request("PUT", address, body + f"\r\n--{border}--\r\n".encode(), headers)
            if (status := connection.getresponse().status) not in {HTTPStatus.OK, HTTPStatus.NO_CONTENT}:
                message = f"the server took no file: {status}"
                raise ConnectionError(message)
        finally:
            connection.close()

    def _begin(self, told: NewSession) -> None:
        self._script, self._session = told.page_script_hash, told.initialize.session_id
        self.buttons, self.upload_boxes, self.alerts, self.elements = {}, [], [], []

    def _see(self, element: Element) -> None:
        self.elements.append(element)
        match element.WhichOneof("type"):
            case "button":
                self.buttons[element.button.label] = element.button.id
            case "file_uploader":
                self.upload_boxes.append(element.file_uploader.id)
            case "alert":
                self.alerts.append(element.alert.body)

    async def _send(self, message: BackMsg) -> None:
        if self._socket is None:
            raise ConnectionError
        await self._socket.send(message.SerializeToString())

    async def _hear(self) -> ForwardMsg:
        if self._socket is None:
            raise ConnectionError
        said = ForwardMsg()
        said.ParseFromString(await asyncio.wait_for(self._socket.recv(decode=False), SECONDS_TO_ANSWER))
        return said


def _only(response: FileURLsResponse) -> FileURLs:
    if response.error_msg:
        raise ConnectionError(response.error_msg)
    place: FileURLs = response.file_urls[0]
    return place


async def in_a_row(visitors: list[Visitor], seconds: float) -> list[float]:
    """Everybody asks again as soon as the last run is finished; the seconds of every run."""
    until = time.perf_counter() + seconds
    taken: list[float] = []

    async def keep_asking(visitor: Visitor) -> None:
        while time.perf_counter() < until:
            taken.append(await visitor.run())

    await asyncio.gather(*map(keep_asking, visitors))
    return taken


async def every_so_often(visitors: list[Visitor], pause: float, seconds: float) -> list[float]:
    """Everybody clicks once in `pause` seconds, each at a time of their own; the seconds of every run.

    Who is not answered within a minute has waited that long, and goes.
    """
    until = time.perf_counter() + seconds
    taken: list[float] = []

    async def click(visitor: Visitor, first: float) -> None:
        await asyncio.sleep(first)
        while time.perf_counter() < until:
            try:
                took = await visitor.run()
            except TimeoutError:
                taken.append(SECONDS_TO_ANSWER)
                return
            taken.append(took)
            await asyncio.sleep(max(0.0, pause - took))

    await asyncio.gather(*(click(each, pause * place / len(visitors)) for place, each in enumerate(visitors)))
    return taken
