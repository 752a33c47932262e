"""Pages on which a program is written and read. Whose turn it is, and every step, belong to approvals."""
