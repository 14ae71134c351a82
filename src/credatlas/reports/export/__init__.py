"""Export every table and the scores for other programs."""
