"""Wrapping: what an answer and a model are to the value of a lower room that they hold."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar


class Wrapping:
    """Holds a value in the field `_holds`, and passes on what that one promises: its fields, properties and methods.

    What is private stays with the value.
    """

    __slots__ = ()
    _holds: ClassVar[str]

    def __getattr__(self, name: str) -> Any:
        """Return what the value has under a name that is not ours. Raises AttributeError."""
        if name.startswith("_") or name == self._holds:  # asked too early, by copy or pickle
            raise AttributeError(name=name, obj=self)
        return getattr(getattr(self, self._holds), name)

    def to_dict(self) -> Any:
        """Return what it says as plain data."""
        raise NotImplementedError

    def to_json(self) -> str:
        """Return the JSON text of `to_dict`."""
        from piaflow.report.as_json import to_json  # loaded only where it is asked for

        return to_json(self.to_dict())

    def to_text(self) -> str:
        """Return what it says as text."""
        raise NotImplementedError

    def __repr__(self) -> str:
        """Return the text, so that a prompt shows the answer."""
        return self.to_text()

    def __dir__(self) -> Iterable[str]:
        """Return our names and those that we pass on, for completion."""
        passed_on = (name for name in dir(getattr(self, self._holds)) if not name.startswith("_"))
        return sorted({*super().__dir__(), *passed_on})
