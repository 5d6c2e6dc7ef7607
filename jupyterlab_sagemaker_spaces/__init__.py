"""Server part of the Spaces extension for JupyterLab in Amazon SageMaker Studio."""
