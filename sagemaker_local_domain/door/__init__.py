"""What browsers meet: sessions, the doors to the spaces' JupyterLabs, and the Studio pages."""
