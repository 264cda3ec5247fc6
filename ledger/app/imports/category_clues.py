"""What tells which of a project's categories an account is, for a first map."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.app.imports.sie_import import own_categories
from ledger.importers.actuals.actuals import Target
from ledger.model.dossier import Dossier
from ledger.model.imports.chart import Chart
from ledger.rules.imports.suggest import CategoryClues
from ledger.rules.imports.suggest_words import telling_words


def category_clues(found: Dossier, charts: Sequence[Chart]) -> CategoryClues:
    """Return what tells a project's categories.

    Args:
        found: The project.
        charts: Charts whose words in names of accounts count.
    """
    own = own_categories(found.scheme)
    target = Target(project=found.project, scheme=found.scheme, parties=found.parties)
    return CategoryClues(own=own, names=target.categories, words=telling_words(charts, own))
