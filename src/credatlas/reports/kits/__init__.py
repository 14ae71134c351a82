"""Kits: a figure with its files, pages, snippets and citation, ready to embed."""
