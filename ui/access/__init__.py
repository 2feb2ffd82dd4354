"""The way in: pages to sign in, sign out and choose a password, served without Streamlit; the gate before all else."""
