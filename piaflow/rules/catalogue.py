"""All rules of piaflow, in the order in which a reviewer reads a document."""

from __future__ import annotations

from piaflow.rules.checks import (
    acceptance_unmatched,
    annex_basis_differs,
    basis_missing,
    basis_wrong_edge,
    citation_out_of_force,
    contract_broken,
    contractor_without_entry,
    declared_count,
    exception_unused,
    network_claimed,
    network_rows_differ,
    norm_broken,
    number_over_network,
    provision_stays_inside,
    subentrustment_without_permission,
    transfer_leaves_body,
)
from piaflow.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    network_claimed.RULE,
    network_rows_differ.RULE,
    citation_out_of_force.RULE,
    declared_count.RULE,
    contractor_without_entry.RULE,
    subentrustment_without_permission.RULE,
    transfer_leaves_body.RULE,
    provision_stays_inside.RULE,
    basis_missing.RULE,
    basis_wrong_edge.RULE,
    annex_basis_differs.RULE,
    number_over_network.RULE,
    contract_broken.RULE,
    exception_unused.RULE,
    norm_broken.RULE,
    acceptance_unmatched.RULE,
)
