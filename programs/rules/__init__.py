"""Chapter 2 of the Rules and the standard form: what a big customer writes."""
