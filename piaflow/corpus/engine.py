"""The engine that the tables of a corpus are asked by, by way of Ibis: DuckDB in this very process, or another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import ibis
import pyarrow as pa
from attrs import define, field, frozen
from duckdb import Error as DuckDBError

from piaflow.corpus.opening import Corpus
from piaflow.errors import FileAccessError


@frozen(eq=False)
class Connection:
    """A backend of Ibis that was connected to.

    `read` makes a table of Parquet files, `fetch` gives the rows of a query in the engine's own SQL; `errors` are what
    both raise, and `tell` says what such an error is about.
    """

    backend: Any
    read: Callable[[Sequence[str], str], Any]
    fetch: Callable[[str], pa.Table]
    errors: tuple[type[Exception], ...]
    tell: Callable[[Exception], str] = str


def connect_duckdb() -> Connection:
    """Return DuckDB in this process."""
    backend = ibis.duckdb.connect()

    def read(files: Sequence[str], name: str) -> Any:
        return backend.read_parquet(files, table_name=name)

    return Connection(backend, read, lambda query: backend.raw_sql(query).to_arrow_table(), (DuckDBError,))


@define(eq=False)
class Engine:
    """The tables of a corpus as expressions of Ibis. Whatever engine runs them, the expressions are the same."""

    corpus: Corpus
    connection: Connection = field(factory=connect_duckdb)
    _tables: dict[str, Any] = field(factory=dict, init=False)

    def table(self, name: str) -> Any:
        """Return a table. Raises FileAccessError where a shard cannot be read."""
        if name not in self._tables:
            files = self.corpus.list_files(name)
            with self._telling():
                self._tables[name] = self.connection.read(files, name)
        return self._tables[name]

    def with_document(self, name: str) -> Any:
        """Return a table with what is told of the document of each row: whose it is, its title and its file."""
        told = self.table("documents")
        of = told.select("document", assessed=told.who, body=told.body, title=told.title, path=told.file)
        return self.table(name).join(of, "document")

    def run(self, expression: Any) -> pa.Table:
        """Return the rows of an expression. Raises FileAccessError where a shard cannot be read."""
        with self._telling():
            # Ibis turns answers into Arrow by way of pandas, which is not asked for here
            found = self.connection.fetch(self.connection.backend.compile(expression))
        return found.cast(pa.schema([(told.name, _name_alike(told.type)) for told in found.schema]))

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except self.connection.errors as error:
            said = self.connection.tell(error).splitlines()[0]
            raise FileAccessError(str(self.corpus.root), f"表を読めません（{said}）") from error


def _name_alike(kind: pa.DataType) -> pa.DataType:
    """Return a type without the name that an engine has for what is in a list."""
    return pa.list_(kind.value_type) if pa.types.is_list(kind) else kind
