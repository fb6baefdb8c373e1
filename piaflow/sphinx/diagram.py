"""piaflow-diagram: the pictures of a view of a model."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from piaflow.app.answers import Picture
from piaflow.app.choices import ITEM
from piaflow.app.pictures import Wanted, find_pictures
from piaflow.sphinx.directive import ModelDirective
from piaflow.sphinx.picture import picture


class DiagramDirective(ModelDirective):
    """Pictures of a model; where a view has several, `:diagram:` names one, else all are shown."""

    name_in_page = "piaflow-diagram"
    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {
        "view": directives.unchanged_required,
        "diagram": directives.unchanged_required,
        "item": directives.unchanged_required,
        "before": directives.unchanged_required,
        "gather": directives.flag,
        "caption": directives.unchanged_required,
        "alt": directives.unchanged_required,
        "name": directives.unchanged_required,
        "class": directives.class_option,
    }

    def tell(self) -> list[nodes.Node]:
        """Return a figure per picture; the caption and the name are those of the first."""
        path, wanted = self.find_model(self.arguments[0]), self._find_wanted()
        shown = [self._make_figure(found) for found in find_pictures(path, wanted).values()]
        caption = self.options.get("caption")
        if caption:
            texts, messages = self.state.inline_text(caption, self.lineno)
            shown[0] += nodes.caption(caption, "", *texts)
            shown += messages
        self.add_name(shown[0])
        return [*shown]

    def _find_wanted(self) -> Wanted:
        view, before = self.options.get("view", "annex1"), self.options.get("before")
        return Wanted(
            view=view,
            diagram=self.options.get("diagram", ""),
            item=self.options.get("item", ITEM),
            before=self.find_model(before) if before else "",
            gather="gather" in self.options,
            rules=self.find_project().rules if view == "findings" else None,
        )

    def _make_figure(self, found: Picture) -> nodes.Element:
        serial = self.env.new_serialno("piaflow")
        prefix = f"piaflow-{nodes.make_id(self.env.docname)}-{serial}"
        node = picture("", shown=found, alt=self.options.get("alt") or found.alt, prefix=prefix)
        self.set_source_info(node)
        return nodes.figure("", node, classes=["piaflow", *self.options.get("class", [])])
