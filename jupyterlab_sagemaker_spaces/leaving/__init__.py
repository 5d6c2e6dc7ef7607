"""Leaving this space: what would be lost, waiting until kernels are done, keeping what they put out."""
