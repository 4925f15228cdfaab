from planlint.api import Config as Config
from planlint.api import Diff as Diff
from planlint.api import Document as Document
from planlint.api import Problem as Problem
from planlint.api import UserError as UserError
from planlint.api import check_text as check_text
from planlint.api import diff_texts as diff_texts

__version__: str
