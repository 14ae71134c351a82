"""Code a framework: sheets, two passes, settling, and a study folder of one's own."""
