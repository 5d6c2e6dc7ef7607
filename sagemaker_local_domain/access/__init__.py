"""Who may do what: IAM's evaluation of identity policies, for the operations of the local domain.

``document`` reads a policy, ``evaluation`` decides by it, both pure; ``identity``, ``targets`` and
``request_keys`` say who calls, on which resource and with which condition keys; ``guard`` asks them all.
"""

from .guard import Guard
from .loading import BUILT_IN, built_in, load_policy

__all__ = ["BUILT_IN", "Guard", "built_in", "load_policy"]
