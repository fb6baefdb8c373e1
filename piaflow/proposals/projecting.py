"""project: an assessment as the official form that it is written on."""

from __future__ import annotations

from attrs import evolve

from piaflow.domain.assessment import Assessment
from piaflow.form.form import Form
from piaflow.form.written import write_form
from piaflow.proposals.proposing import fill_proposals


def project(a: Assessment) -> Form:
    """Return the form that the assessment names, every field with what is known of it, and the rest empty.

    First come the words of the model, then the texts that it holds by address; what nobody tells and the flows
    let follow is proposed. Raises ModelError where a text has no place in the form.
    """
    return propose(a, write_form(a))


def propose(a: Assessment, written: Form) -> Form:
    """Return a form that an assessment wrote with what the flows let follow where it tells nothing."""
    return evolve(written, cells=fill_proposals(a, written.cells))
