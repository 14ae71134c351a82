"""Ranks: exact bounds, pairwise comparison, Kemeny orders, dominance."""
