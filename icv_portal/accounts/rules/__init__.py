"""Who takes part: roles, categories of big customers, identifiers."""
