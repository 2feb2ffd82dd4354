"""What stands around Streamlit: doors before every request, headers, warming, program files."""
