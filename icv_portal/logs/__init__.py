"""What the portal says of its own work: one JSON object a line in production, and nothing that names a person."""
