"""What we know: the data package read, checked, and narrowed to a date. Imports nothing above itself."""
