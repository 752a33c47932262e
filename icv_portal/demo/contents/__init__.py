"""What the demo's programs say: one module for each branch, figures made from a base, cells of the standard form."""
