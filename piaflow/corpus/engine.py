"""The engine that the tables of a corpus are asked by: DuckDB, in this very process, by way of Ibis."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import ibis
import pyarrow as pa
from attrs import define, field
from duckdb import Error as EngineError

from piaflow.corpus.opening import Corpus
from piaflow.errors import FileAccessError


@define(eq=False)
class Engine:
    """The tables of a corpus as expressions of Ibis. Whatever engine runs them, the expressions are the same."""

    corpus: Corpus
    _connection: Any = field(factory=ibis.duckdb.connect, init=False)
    _tables: dict[str, Any] = field(factory=dict, init=False)

    def table(self, name: str) -> Any:
        """Return a table. Raises FileAccessError where a shard cannot be read."""
        if name not in self._tables:
            files = self.corpus.list_files(name)
            with self._telling():
                self._tables[name] = self._connection.read_parquet(files, table_name=name)
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
            found: pa.Table = self._connection.raw_sql(self._connection.compile(expression)).to_arrow_table()
        return found

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except EngineError as error:
            said = str(error).splitlines()[0]
            raise FileAccessError(str(self.corpus.root), f"表を読めません（{said}）") from error
