"""The charts, one module each: a frame goes in, a Figure comes out."""
