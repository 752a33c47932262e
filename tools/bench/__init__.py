"""`make bench`: how long pages and acts of the portal take, as ratios to a bare Django view on the same server."""
