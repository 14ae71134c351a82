"""Four mistakes that a type checker names, each on a line that ends with what it says, and nothing else."""

from credatlas import Method, charts, load, score

atlas = load().as_of(20221122)  # Argument 1 to "as_of" of "Dataset" has incompatible type "int"
scores = score(atlas, Method(dimension_mean="median"))  # Argument "dimension_mean" to "Method" has incompatible type
best = scores.dimension  # "Scores" has no attribute "dimension"
figure = charts.frontier(scores.dimensions, atlas, sise="square")  # Unexpected keyword argument "sise" for "frontier"
