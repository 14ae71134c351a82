"""Agreement of the two coding passes."""
