"""Pictures of the portal with the demo: one for the README, and every kind of page each person can reach."""
