"""Chapter 3 for programs: the same steps and the same visibility as the pages, as JSON."""
