"""From forms to one HTML and one PDF: the same markup in the portal and on paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from records.letters import fonts
from records.papers.form import FormPaper


def drawn(case: Any, papers: Sequence[FormPaper], *, draft: bool, heading: str = "h2") -> SafeString:
    """``heading``: the level at which the forms' titles stand; on paper they are the first."""
    context = {"case": case, "papers": papers, "draft": draft, "heading": heading}
    return render_to_string("records/papers/papers.html", context)


def as_pdf(case: Any, papers: Sequence[FormPaper], *, draft: bool) -> bytes:
    """All of them in one file, with one count of pages."""
    from records.letters.render import renderer

    article = fonts.mark(drawn(case, papers, draft=draft, heading="h1"))
    title = "・".join(dict.fromkeys(paper.title for paper in papers))[:300]
    return renderer().pdf(article, title=title, style="form").content
