"""Trouble on demand: the rules that can be put in force, and the control API that does so."""
