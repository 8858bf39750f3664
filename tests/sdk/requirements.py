"""Exits with status 0 when this Python has everything that requirements.txt asks for."""

import pathlib
import sys
from importlib import metadata


def release(version):
    return tuple(int(part) for part in version.split("."))


def fits(requirement):
    """Whether `name~=X.Y` is installed: X.Y or later, within X."""
    name, _, asked = requirement.partition("~=")
    try:
        installed = release(metadata.version(name))
    except (metadata.PackageNotFoundError, ValueError):
        return False
    asked = release(asked)
    return installed >= asked and installed[: len(asked) - 1] == asked[:-1]


requirements = pathlib.Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").split()
sys.exit(not all(map(fits, requirements)))
