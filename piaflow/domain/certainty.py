"""Certainty: yes, no, or what the document does not tell."""

from __future__ import annotations

from enum import Enum


class Certainty(Enum):
    """該当・非該当・不明. Forms leave boxes blank and text layers lose them: unknown is a value."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
