from planlint.api import Config as Config
from planlint.api import Diff as Diff
from planlint.api import Document as Document
from planlint.api import FileResult as FileResult
from planlint.api import Problem as Problem
from planlint.api import UserError as UserError
from planlint.api import check_files as check_files
from planlint.api import check_text as check_text
from planlint.api import diff_texts as diff_texts
from planlint.api import find_config as find_config
from planlint.api import fix_text as fix_text
from planlint.api import read as read
from planlint.api import render as render

__version__: str
