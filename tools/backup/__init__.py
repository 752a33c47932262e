"""A backup is a folder: a dump of the database, the documents, and a manifest by which a restored portal is checked."""
