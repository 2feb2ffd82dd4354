"""Send returns: upload filled workbooks or zips of them, see every problem at once, explain, submit."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from services.returns.verdict import Upload
from ui.frame import navigation
from ui.returns import batch, uploading
from ui.visits import session
from ui.visits.visit import Visit

LARGEST_MEGABYTES = 20


def page(visit: Visit) -> None:
    texts = visit.texts
    st.title(texts("screens.upload.title"))
    st.caption(texts("screens.upload.lead"))
    files = st.file_uploader(
        texts("screens.upload.choose"),
        key="return_file",
        max_upload_size=LARGEST_MEGABYTES,
        accept_multiple_files=True,
    )
    if not files:
        st.page_link(navigation.address("forms"), label=texts("screens.upload.no_form_yet"))
        return
    uploads = [_upload(file) for file in files]
    key = "_".join(file.file_id for file in files)
    if batch.is_one(uploads):
        uploading.one_file(visit, uploads[0], uploading.checked(visit, uploads[0], key), key)
    else:
        batch.many_files(visit, uploads, key)


def _upload(file: UploadedFile) -> Upload:
    return Upload(file.name, file.getvalue())


page(session.current())
