"""All rules of piaflow, in the order in which a reviewer reads a document."""

from __future__ import annotations

from piaflow.rules.checks import (
    acceptance_unmatched,
    contract_broken,
    declared_count,
    department_unlisted,
    done_without_entry,
    exception_unused,
    item_from_nowhere,
    item_not_recorded,
    main_items,
    norm_broken,
    record_band,
    required_form,
    revision_chain,
    spelling_variants,
    step_gap,
    subject_bands,
    system_unlisted,
    system_unused,
)
from piaflow.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    required_form.RULE,
    system_unlisted.RULE,
    system_unused.RULE,
    spelling_variants.RULE,
    subject_bands.RULE,
    record_band.RULE,
    main_items.RULE,
    department_unlisted.RULE,
    declared_count.RULE,
    done_without_entry.RULE,
    item_not_recorded.RULE,
    item_from_nowhere.RULE,
    step_gap.RULE,
    contract_broken.RULE,
    exception_unused.RULE,
    norm_broken.RULE,
    revision_chain.RULE,
    acceptance_unmatched.RULE,
)
