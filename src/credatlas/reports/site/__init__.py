"""The published site: front page, run keys, kept data, history, news and feed."""
