"""What tests of several rooms share."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.examples import ROOT


@pytest.fixture(scope="session")
def docs_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the documentation, built once."""
    out = tmp_path_factory.mktemp("site")
    words = ["-b", "html", "-W", "--keep-going", "-q", "-d", str(out / "doctrees"), "docs", str(out / "html")]
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return out / "html"
