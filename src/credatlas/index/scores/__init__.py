"""Scores: the method, the means, and provisions turned into scores."""
