from .exports import export as export
