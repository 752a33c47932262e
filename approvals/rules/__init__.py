"""Chapter 3 of the Rules in plain Python: agreement and adoption."""
