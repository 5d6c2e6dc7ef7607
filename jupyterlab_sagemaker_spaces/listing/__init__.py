"""``jupyter spaces list``: the spaces of a domain and what runs, for the terminal and for scripts."""
