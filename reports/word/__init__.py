"""The summary as a Word document in the official format (GB/T 9704-2012)."""
