"""The read-only gateway: the browser's SageMaker client asks here, and the server signs and sends."""
