"""project: an assessment as the official form that it is written on."""

from __future__ import annotations

from piaflow.domain.assessment import Assessment
from piaflow.form.filling import fill_facts
from piaflow.form.form import Form
from piaflow.form.proposing import fill_proposals
from piaflow.form.written import fill_texts
from piaflow.law.forms import tidy_edition


def project(a: Assessment) -> Form:
    """Return the form that the assessment names, every field with what is known of it, and the rest empty.

    First come the words of the model, then the texts that it holds by address; what nobody tells and the flows
    let follow is proposed. Raises ModelError where a text has no place in the form.
    """
    told = fill_texts(a, fill_facts(a))
    return Form(a.overview.form, fill_proposals(a, told), tidy_edition(a.overview.edition))
