"""Succeeds where this Python has what a generated client needs."""

import sys

import dateutil
import pydantic
import typing_extensions
import urllib3


def version(module):
    return tuple(int(part) for part in module.__version__.split(".")[:2])


enough = sys.version_info >= (3, 10) and version(pydantic) >= (2, 11) and version(urllib3) >= (2, 0)
sys.exit(0 if enough else 1)
