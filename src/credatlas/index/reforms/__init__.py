"""The smallest reforms that reach a target, and named scenarios."""
