"""Running apps: JupyterLab processes, their containers, volumes and Python environments."""
