"""What official prose looks like: wrong, doubled, swapped and lost characters found by counts of character runs.

Loaded only for `check --deep` and `learn`: it needs numpy (`pip install planlint[deep]`).
"""

from planlint.errors import UserError

try:
    import numpy as np  # noqa: F401  # the one place that says in plain words what is missing
except ModuleNotFoundError as error:
    raise UserError(
        "统计查错需要 numpy，请安装：pip install 'planlint[deep]' (the statistics need numpy: pip install 'planlint[deep]')"
    ) from error
