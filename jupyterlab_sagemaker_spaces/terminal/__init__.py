"""``jupyter spaces list``, ``run``, ``stop``, ``doctor``: for the terminal and for scripts."""
