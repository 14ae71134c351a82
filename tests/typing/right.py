"""What a researcher writes, without a mistake: a type checker has nothing to say."""

import pandas as pd

import credatlas
from credatlas import Dataset, Method, charts, load, rank_bounds, score, simulate

atlas: Dataset = load().as_of("2022-11-22")
provisions: pd.DataFrame = atlas["CA-BC"]
what_if = atlas.change("ca-on-2020", "ST1", obligation=3).where(confidence="high")
scores = score(what_if, Method(dimension_weights={"ST": 2}, dimension_mean="geometric"))
best: pd.DataFrame = scores.dimensions.nlargest(3, "score")
intervals: pd.DataFrame = simulate(atlas, draws=1000, seed=1).rank_intervals()
bounds: pd.DataFrame = rank_bounds(atlas)
figure = charts.frontier(scores.dimensions, what_if, size="square", lang="fr")
title: str = figure.title
scale: pd.DataFrame = atlas.about("ST1").scale
found: pd.DataFrame = atlas.find("transfer", lang="en")
french: pd.DataFrame = atlas.tidy("fr")
version: str = credatlas.__version__
