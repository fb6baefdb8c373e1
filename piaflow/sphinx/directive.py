"""What all directives share: the files they depend on, and errors as warnings at their place in the page."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from piaflow.app.doorway import list_problems
from piaflow.app.loading import list_sources
from piaflow.app.project import Project, find_configuration_file, load_project
from piaflow.errors import PiaflowError

_LOGGER = logging.getLogger(__name__)


class ModelDirective(SphinxDirective):
    """A directive whose arguments are model files, named relative to the page (`/…`: to the site's source)."""

    name_in_page: ClassVar[str]
    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {}

    def run(self) -> list[nodes.Node]:
        """Return what the directive tells, or a box with the problems, each of them also a warning."""
        try:
            return self.tell()
        except PiaflowError as error:
            problems = list_problems(error)
        for problem in problems:
            _LOGGER.warning(problem, location=self.get_location(), type="piaflow", subtype="model")
        return [nodes.error("", *(nodes.paragraph("", problem) for problem in problems))]

    def tell(self) -> list[nodes.Node]:
        """Return the nodes that the directive stands for. Raises PiaflowError."""
        raise NotImplementedError

    def find_model(self, name: str) -> Path:
        """Return the file that a name in the page stands for; the page depends on all that it is read from."""
        path = Path(self.env.relfn2path(name.strip())[1])
        for source in list_sources(path):
            self.env.note_dependency(os.path.realpath(source))
        return path

    def find_project(self) -> Project:
        """Return the rules of the project that the site stands in; the page depends on its configuration."""
        folder = self.env.srcdir
        configuration = find_configuration_file(folder)
        if configuration:
            self.env.note_dependency(configuration)
        return load_project(folder, select=self._names("select"), ignore=self._names("ignore"))

    def _names(self, option: str) -> list[str]:
        return str(self.options.get(option, "")).split()
