"""Apache Spark as the engine of a corpus: a cluster where the tables are past one machine, or threads of this one."""

from __future__ import annotations

import os
import re
import shutil
import socket
from collections.abc import Sequence
from typing import Any

import ibis
from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from piaflow.corpus.engine import Connection
from piaflow.errors import EngineError

_SECONDS = 5.0
"""How long a master may take to answer: Spark itself would ask for a minute."""
_CAUSE = re.compile("^(?:Caused by)?: (.+)$", re.MULTILINE)
_ERRORS = (PySparkException, Py4JError)
_OPTIONS = {
    "spark.app.name": "piaflow",
    "spark.log.level": "OFF",  # what goes wrong is raised, and told in one line
    "spark.ui.enabled": "false",  # it would listen on every address of the machine
    "spark.ui.showConsoleProgress": "false",
}
_THIS_MACHINE = {
    "spark.driver.host": "localhost",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "8",
}


def connect_spark(master: str) -> Connection:
    """Return Spark under the master of a cluster (spark://host:7077) or in this machine (local[2]).

    Raises EngineError where it cannot be started or reached.
    """
    _need_java(master)
    _need_answer(master)
    try:
        session = _start(master)
    except (*_ERRORS, OSError) as error:
        raise EngineError(master, f"Spark を始められません（{_tell(error).splitlines()[0]}）") from error
    if session.sparkContext.master != master:
        raise EngineError(master, f"この実行はもう {session.sparkContext.master} の Spark を使っています")
    own = session.newSession()  # names of tables are its own: another corpus has the same
    backend = ibis.pyspark.connect(own)

    def read(files: Sequence[str], name: str) -> Any:
        # names of folders are no patterns; without the scheme a cluster would look in its own file system
        reading = own.read.option("__globPaths__", "false")
        reading.parquet(*(f"file://{file}" for file in files)).createOrReplaceTempView(name)
        return backend.table(name)

    return Connection(backend, read, lambda query: own.sql(query).toArrow(), _ERRORS, _tell)


def _tell(error: Exception) -> str:
    """Return what Java says went wrong in the end; what comes before it are the calls that led there."""
    causes = _CAUSE.findall(str(error))
    return causes[-1] if causes else str(error)


def _start(master: str) -> SparkSession:
    options = _OPTIONS | (_THIS_MACHINE if master.startswith("local") else {})
    builder = SparkSession.builder.master(master)
    for name, value in options.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def _need_java(master: str) -> None:
    home = os.environ.get("JAVA_HOME")
    if not (shutil.which("java", path=f"{home}/bin") if home else shutil.which("java")):
        raise EngineError(master, "Spark には Java（17以上）が要ります。入れるか、JAVA_HOME で示してください")


def _need_answer(master: str) -> None:
    """Ask whether some master of a standalone cluster is there."""
    scheme, _, addresses = master.partition("://")
    if scheme != "spark":
        return
    refused = ""
    for address in addresses.split(","):
        host, _, port = address.rpartition(":")
        try:
            socket.create_connection((host, int(port)), _SECONDS).close()
        except (OSError, ValueError) as error:
            refused = str(error)
        else:
            return
    raise EngineError(master, f"つながりません（{refused}）")
