"""How things look that Streamlit cannot draw."""
