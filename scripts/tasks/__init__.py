"""Set-up and test runs of the project. Standard library only: it runs before anything is installed."""
