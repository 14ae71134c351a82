"""Tables, statements and the sentences of each report."""
