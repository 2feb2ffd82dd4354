"""The Streamlit side: gate, navigation, cached queries, error boundary, components."""
