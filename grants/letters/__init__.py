"""The letters about grants: the decision, and what becomes of it later."""

from grants.letters.change import ApprovedLetter, ChangedLetter, ChangeRefusedLetter
from grants.letters.decision import DecisionLetter, GrantLetter, RefusalLetter, letter_of
from grants.letters.revocation import RevocationLetter
from grants.letters.settlement import ConfirmationLetter, RefundLetter

__all__ = [
    "ApprovedLetter",
    "ChangeRefusedLetter",
    "ChangedLetter",
    "ConfirmationLetter",
    "DecisionLetter",
    "GrantLetter",
    "RefundLetter",
    "RefusalLetter",
    "RevocationLetter",
    "letter_of",
]
