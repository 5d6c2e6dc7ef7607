"""SageMaker Studio on one machine: the API for spaces and apps, and real JupyterLab processes behind it."""
