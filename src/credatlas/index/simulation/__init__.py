"""Joint Monte Carlo simulation of weights, methods, coding errors and missing text."""
