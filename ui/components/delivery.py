"""Hands a file to the browser in the same click that asked for it."""

from __future__ import annotations

from base64 import b64encode

import streamlit as st

_JS = """
export default function (component) {
  const { data } = component;
  if (window.dabiaoDelivered === data.number) {
    return;
  }
  window.dabiaoDelivered = data.number;
  const bytes = Uint8Array.from(atob(data.content), (letter) => letter.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type: data.type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = data.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}
"""
_NUMBER_KEY = "deliveries"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_mount = st.components.v2.component("dabiao_delivery", js=_JS)


def deliver(file_name: str, content: bytes, media_type: str = XLSX, *, key: str = "delivery") -> None:
    """Lets the browser save a file now; drawn again in the same run of the session it saves only once.

    `key` tells fragments apart that may both deliver on one page.
    """
    number = st.session_state.get(_NUMBER_KEY, 0) + 1
    st.session_state[_NUMBER_KEY] = number
    _mount(
        key=key,
        data={
            "number": number,
            "name": file_name,
            "type": media_type,
            "content": b64encode(content).decode("ascii"),
        },
    )
