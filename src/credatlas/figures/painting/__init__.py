"""How the charts are drawn, one module each: words and numbers come in, marks go on a sheet."""
