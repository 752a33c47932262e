"""The work behind the pages as an administrator sees it: what runs, what waits, what failed and can be tried again."""
