"""Render an executed notebook as HTML and PDF."""
