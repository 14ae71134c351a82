"""How drawings look: theme, layout, marks, SVG."""
