"""What only some machines have: a test that lacks it is skipped and says so, or fails where everything must run."""

import os
import shutil

import pytest

ALL = "AXISGRAPH_REQUIRE_ALL"


def need(there: object, what: str) -> None:
    """Skip the test unless `there`; with AXISGRAPH_REQUIRE_ALL set (as in continuous integration) fail it."""
    if not there:
        (pytest.fail if os.environ.get(ALL) else pytest.skip)(f"needs {what}, which is not here")


def chromium() -> str:
    """The path of Chromium."""
    path = next((p for name in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(name))), "")
    need(path, "Chromium")
    return path
