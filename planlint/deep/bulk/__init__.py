"""The same as planlint.deep, for many texts at once by numpy, and what only such amounts need: counting and learning.

Loaded only for long runs of `check --deep`, and for `learn` (`pip install planlint[deep]`).
"""

from planlint.errors import UserError

try:
    import numpy as np  # noqa: F401  # the one place that says in plain words what is missing
except ModuleNotFoundError as error:
    raise UserError("这一步需要 numpy，请安装：pip install 'planlint[deep]' (this needs numpy: pip install 'planlint[deep]')") from error
