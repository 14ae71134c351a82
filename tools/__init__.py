"""What developers run beside the package: benchmarks, headlines, catalogues; `python -m tools.bench` and so on."""
