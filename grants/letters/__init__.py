"""The letters about grants: the decision, and what becomes of it later."""

from grants.letters.change import ApprovedLetter, ChangedLetter, ChangeRefusedLetter
from grants.letters.decision import DecisionLetter, GrantLetter, RefusalLetter, letter_of
from grants.letters.revocation import RevocationLetter

__all__ = [
    "ApprovedLetter",
    "ChangeRefusedLetter",
    "ChangedLetter",
    "DecisionLetter",
    "GrantLetter",
    "RefusalLetter",
    "RevocationLetter",
    "letter_of",
]
