"""``python -m sagemaker_local_domain``."""

import sys

from .cli import main

sys.exit(main())
