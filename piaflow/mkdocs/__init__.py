"""The MkDocs door: a hook that puts pictures and tables of models into pages, where Sphinx has directives for them.

`hooks: [hooks.py]` in mkdocs.yml, and in hooks.py `from piaflow.mkdocs import on_page_markdown`.
"""

from piaflow.mkdocs.hook import on_page_markdown

__all__ = ["on_page_markdown"]
