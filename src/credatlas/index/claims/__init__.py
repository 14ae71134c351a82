"""The claims of the article, tested."""
