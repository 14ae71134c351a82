"""What changed between two dates or two versions of the data."""
