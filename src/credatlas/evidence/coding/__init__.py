"""Code a framework: sheets that people fill in, two passes, what they differ in, and the file that comes of it."""
