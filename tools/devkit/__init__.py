"""What is behind `make`: environment, services, supervisor, checks. Standard library only."""
