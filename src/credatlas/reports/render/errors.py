"""The error of rendering: an executed notebook that cannot become a page or a PDF.

Knows one error and no library: so that the command line can catch it without loading a renderer.
"""


class RenderingError(Exception):
    """A notebook that cannot become a report; the message says which part of it, and why."""
