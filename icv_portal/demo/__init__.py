"""A demonstration on fictional customers and people: organisations, contents of programs and their histories."""
