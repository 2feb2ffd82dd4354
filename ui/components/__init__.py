"""What leaders see, drawn: escaped HTML with inline SVG in Streamlit components of our own."""
