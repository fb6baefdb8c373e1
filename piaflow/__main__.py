"""`python -m piaflow`: the command line, where no `piaflow` is on the path."""

from piaflow.cli.main import main

main(prog_name="piaflow")
