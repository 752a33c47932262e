"""Figures for Prometheus: requests of the web server, and how the portal's work stands. Labels are few and fixed."""
