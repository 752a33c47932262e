"""Tools of the developers: what is behind `make`, the catalogues, the measurements."""
