"""What tests start from: organisations, people and programs, made the way the portal makes them."""
