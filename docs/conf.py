"""The documentation's set-up for Sphinx: ``python -m sphinx -W -b html docs .local/docs``."""

project = "jupyterlab-sagemaker-spaces"
html_title = "Spaces for JupyterLab in Amazon SageMaker Studio"
html_theme = "furo"
html_show_copyright = False
extensions = ["myst_parser"]
myst_heading_anchors = 3
nitpicky = True
