"""Letters (通知書): their wording is data, each is issued once, and what was issued is kept for good.

In a verb's transaction ``issue(SomeLetter(case), by=user)``; before the decision ``preview(SomeLetter(case), on=day)``.
"""

from records.letters.issuing import Preview, issue, preview
from records.letters.kinds import Addressee, Letterhead, LetterModel, kind
from records.letters.letter import Letter

__all__ = ["Addressee", "Letter", "LetterModel", "Letterhead", "Preview", "issue", "kind", "preview"]
