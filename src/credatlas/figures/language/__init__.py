"""Names and sentences in the three languages."""
