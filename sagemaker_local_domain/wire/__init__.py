"""How clients speak to the API: AWS JSON 1.1, SigV4, and the checks of input against botocore's model."""
