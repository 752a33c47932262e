"""The least a page or an act can cost with Django: what the portal's times are divided by."""
