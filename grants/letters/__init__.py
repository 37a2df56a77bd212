"""The letters about grants: the decision, and what becomes of it later."""

from grants.letters.allotment import AllotmentLetter
from grants.letters.change import ApprovedLetter, ChangedLetter, ChangeRefusedLetter
from grants.letters.decision import DecisionLetter, GrantLetter, RefusalLetter, letter_of
from grants.letters.disposal import DisposalApprovedLetter, DisposalRefusedLetter
from grants.letters.dunning import DunningLetter, OverdueLetter
from grants.letters.notices import CorrectionLetter, ReceivedLetter
from grants.letters.revocation import RevocationLetter
from grants.letters.settlement import ConfirmationLetter, RefundLetter, RefundNotice
from grants.schemes import Scheme
from records.letters.kinds import names_programmes

__all__ = [
    "AllotmentLetter",
    "ApprovedLetter",
    "ChangeRefusedLetter",
    "ChangedLetter",
    "ConfirmationLetter",
    "CorrectionLetter",
    "DecisionLetter",
    "DisposalApprovedLetter",
    "DisposalRefusedLetter",
    "DunningLetter",
    "GrantLetter",
    "OverdueLetter",
    "ReceivedLetter",
    "RefundLetter",
    "RefundNotice",
    "RefusalLetter",
    "RevocationLetter",
    "letter_of",
]


@names_programmes
def programmes() -> list[tuple[str, str]]:
    """Those that may have wordings of their own, each by the name that it bore last."""
    return list(Scheme.objects.order_by("fiscal_year").values_list("programme", "name"))
