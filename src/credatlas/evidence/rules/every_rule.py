"""Apply every rule to the tables of a data folder."""

from collections.abc import Callable, Iterator, Mapping
from inspect import signature

import pandas as pd

from credatlas.errors import Problem
from credatlas.evidence.rules import audits, cells, citations, codes, instruments

Rule = Callable[..., Iterator[Problem]]
ROW_RULES: list[Rule] = [
    codes.check_codes_fit_status,
    codes.check_confidence_fits_status,
    citations.check_known_is_cited,
    codes.check_high_confidence_was_read,
    codes.check_key_terms_are_few,
    codes.check_low_confidence_quotes_a_must,
    cells.check_addresses_lead_somewhere,
    cells.check_weights_count_something,
    instruments.check_end_follows_start,
    instruments.check_searches_found_nothing,
]
RULES: list[Rule] = [
    *ROW_RULES,
    cells.check_groups,
    cells.check_labels_differ,
    codes.check_codes_are_a_scale,
    codes.check_every_indicator_once,
    codes.check_none_is_silent,
    codes.check_change_of_code_is_explained,
    citations.check_sources_are_cited,
    citations.check_cited_are_listed,
    citations.check_later_sources_look_back,
    citations.check_addresses_differ,
    citations.check_ids_exist,
    instruments.check_versions_follow,
    audits.check_parts_add_up,
]


def check_rules(frames: Mapping[str, pd.DataFrame], whole: set[str]) -> list[Problem]:
    """Apply every rule and return the problems.

    `frames` are the tables as text with the columns file and line; `whole` names those of which every row could be
    read. A rule that compares rows is skipped unless its tables are whole; a rule about single rows always applies.
    """
    problems: list[Problem] = []
    for rule in RULES:
        tables = list(signature(rule).parameters)
        if rule in ROW_RULES or whole.issuperset(tables):
            problems += rule(**{name: frames[name] for name in tables})
    return problems
