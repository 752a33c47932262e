"""Where the Kazakh text of the Rules numbers a point otherwise than the Russian one."""

# ru 6(1), 6(2), 6(3) = kk 6(1) first part, 6(1) second part, 6(2); the portal keeps the Russian number
KAZAKH_NUMBERS = {"6(2)": "6(1)", "6(3)": "6(2)"}


def cited(point: str, language: str) -> str:
    """The number of the point as a reader of `language` finds it in the Rules."""
    return KAZAKH_NUMBERS.get(point, point) if language == "kk" else point
