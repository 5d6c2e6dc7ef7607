"""The SageMaker API, called by the server itself: credentials, endpoint, signing, sending.

Only ``wire`` and ``endpoint`` import botocore, and ``client`` imports ``wire`` at the first call, in a
thread: a server whose user never opens the panel pays nothing.
"""
