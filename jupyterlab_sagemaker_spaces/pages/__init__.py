"""The pages of JupyterLab that are open, and what is done once none is."""
