"""Words of reasonings as they are indexed and searched."""

from django.contrib.postgres.search import SearchQuery, SearchVector

CONFIG = "russian"
"""PostgreSQL knows no Kazakh: words are stemmed by Russian rules in the index and in the query alike."""


def words_of(*columns: str) -> SearchVector:
    """For the index of a table and for what is searched in it: only the same expression is answered by the index."""
    return SearchVector(*columns, config=CONFIG)


def query_of(text: str) -> SearchQuery:
    """As people type into a search box: words, "a phrase", -not, or."""
    return SearchQuery(text, config=CONFIG, search_type="websearch")
