"""Lists of purchases a customer imports: those the targets rest on (p. 6(2)) and those of past years (p. 6(1))."""
