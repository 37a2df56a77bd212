"""様式: an organization's own papers as the city's forms, from what was typed; kept as they were when they were sent.

An app says in ``<app>/printed.py`` (found when the portal starts) which papers its cases have: a ``PaperSet`` per case
and occasion, made of ``FormPaper``. The verb that sends the case ends with ``keep(self, "…", by=by)``.
"""

from records.papers.form import Column, Entry, FormPaper, Sender, Table
from records.papers.keeping import keep
from records.papers.sets import PaperSet, beside, form, prints

__all__ = ["Column", "Entry", "FormPaper", "PaperSet", "Sender", "Table", "beside", "form", "keep", "prints"]
