"""Calling the command line in this process, its two streams kept apart."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from piaflow.cli.main import main

FIXTURES = Path(__file__).parents[1] / "fixtures"
MINATO, KONBINI = str(FIXTURES / "minato.yaml"), str(FIXTURES / "minato-konbini.yaml")
WRONG = 2


def call(*words: str | Path, typed: str | None = None) -> Result:
    """Return what `piaflow` with these words prints and how it ends, where somebody types this."""
    return CliRunner().invoke(main, [str(word) for word in words], input=typed)


def refused(*words: str | Path) -> list[str]:
    """Return the lines on stderr of a call that must be refused: exit code 2, no traceback, no output."""
    result = call(*words)
    assert (result.exit_code, result.stdout) == (WRONG, ""), result.output
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.stderr
    assert result.stderr.strip()
    return result.stderr.splitlines()
