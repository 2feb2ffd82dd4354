"""Data in, picture out: plotly figures and inline SVG, one theme."""
