"""Files on disk: replace them in one step, hash them, read manifests, keep scratch folders."""
