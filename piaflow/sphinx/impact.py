"""piaflow-impact: what changes in the assessment from one state of a model to the next."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from piaflow.app.loading import load, read_all
from piaflow.app.model import Model
from piaflow.app.site import tell_impact
from piaflow.errors import ChoiceNeededError
from piaflow.sphinx.directive import ModelDirective
from piaflow.sphinx.tables import make_part


class ImpactDirective(ModelDirective):
    """The judgement and its tables: a model with `:after:` or `:with:` a change, or one change file."""

    name_in_page = "piaflow-impact"
    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {
        "after": directives.unchanged_required,
        "with": directives.unchanged_required,
        "select": directives.unchanged_required,
        "ignore": directives.unchanged_required,
    }

    def tell(self) -> list[nodes.Node]:
        """Return what the judgement is, and a table for each kind of change that there is."""
        return make_part(tell_impact(*self._find_states(), self.find_project()))

    def _find_states(self) -> tuple[Model, Model]:
        path = self.find_model(self.arguments[0])
        if "with" in self.options:
            before = load(path)
            return before, before.with_change(self.find_model(self.options["with"]))
        if "after" in self.options:
            files = read_all([path, self.find_model(self.options["after"])])
            return files[0].model, files[1].model
        (change,) = read_all([path])
        if change.base is None:
            raise ChoiceNeededError(
                f"{self.arguments[0]} は変更ファイルではありません", (":after:", ":with:")
            )
        return change.base, change.model
