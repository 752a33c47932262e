"""What the API shows of chapter 3, and what it takes, by subject."""
