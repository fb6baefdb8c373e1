"""Ask for known vulnerabilities of every version in the lock; say plainly what could not be asked, and never wait long."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

LOCK = Path(__file__).parents[1] / "requirements.lock"
ASK = (
    *(sys.executable, "-m", "pip_audit", "--requirement", str(LOCK), "--require-hashes", "--disable-pip"),
    *("--format", "json", "--progress-spinner", "off", "--timeout", "10"),
)
SECONDS = 180


def main() -> int:
    """Return 1 where a version is known to be vulnerable; 0 where none is, or where nobody could be asked."""
    told = ask()
    known = [package for package in told if "skip_reason" not in package]
    if not known:
        print("audit skipped: no vulnerability service that knows these packages is reachable")
        return 0
    found = list(list_vulnerable(known))
    print(*found, sep="\n", end="\n" if found else "")
    print(f"audit: {len(found)} known vulnerabilities in {len(known)} of {len(told)} packages", end="")
    print(f"; the service does not know {len(told) - len(known)}" if len(known) < len(told) else "")
    return 1 if found else 0


def ask() -> list[dict[str, Any]]:
    """Return what the service says of each package, nothing where it does not answer in time."""
    try:
        asked = subprocess.run(ASK, capture_output=True, text=True, timeout=SECONDS, check=False)  # noqa: S603 - our own words
        packages: list[dict[str, Any]] = json.loads(asked.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        return []
    return packages


def list_vulnerable(packages: list[dict[str, Any]]) -> Iterator[str]:
    """One line a vulnerability, with the versions that mend it."""
    for package in packages:
        for hole in package["vulns"]:
            mended = ", ".join(hole["fix_versions"]) or "none yet"
            yield f"{package['name']} {package['version']}: {hole['id']}, mended in {mended}"


if __name__ == "__main__":
    sys.exit(main())
