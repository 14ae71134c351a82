"""Settings that every part shares: languages, the day of the article, rounding of scores, names in place of a list."""

from collections.abc import Iterable
from difflib import get_close_matches

LANGUAGES = {"en": "English", "fr": "Français", "es": "Español"}  # each with its own name for itself; English first
ARTICLE_DAY = "2022-11-22"  # publication of the article whose claims are tested
DIGITS = 10  # decimals of scores in points, one less of their differences: what is beyond is noise
DECIMALS = 6  # of scores in points: equal after rounding to this, they tie


def list_languages(mark: str = "") -> str:
    """Return the languages as a choice in words, `en, fr or es`, each between two marks."""
    *others, last = (f"{mark}{lang}{mark}" for lang in LANGUAGES)
    return f"{', '.join(others)} or {last}"


def require_language(lang: str) -> str:
    """Return `lang`; raises ValueError that names the choices, and the nearest, for one that there is not."""
    if lang not in LANGUAGES:
        near = get_close_matches(str(lang), LANGUAGES, n=1, cutoff=0.3)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise ValueError(f"lang {lang!r} is not one of {', '.join(LANGUAGES)}{hint}")
    return lang


def list_names(names: str | Iterable[str]) -> list[str]:
    """Return names as a list, a string as one name and not as its letters."""
    return [names] if isinstance(names, str) else list(names)
