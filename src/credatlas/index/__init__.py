"""What we compute: frames in, frames out. Imports evidence, draws nothing, reads no file."""
