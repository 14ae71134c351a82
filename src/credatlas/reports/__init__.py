"""What we publish: studies are run with papermill, rendered, checked and published."""
