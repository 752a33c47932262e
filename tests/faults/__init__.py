"""The real processes with the ground taken from under them: nothing is told twice, nothing is left out."""
