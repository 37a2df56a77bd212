"""Schemes, and the grants that organizations apply for and the city decides."""

from grants.allotments.allotment import Allotment, AllotmentBasis
from grants.appropriations.entries import Appropriation
from grants.cases import Grant
from grants.change import Change
from grants.collecting import RefundReceipt
from grants.dues.dunning import Dunning
from grants.dues.lines import SurchargeLine
from grants.dues.ordering import PlannedDunning
from grants.dues.reminding import DueReminder
from grants.dues.setting import DuesSetting
from grants.equipment.disposals import ItemDisposal
from grants.equipment.items import Item, ItemCheck
from grants.inspections.cases import Inspection
from grants.inspections.draws import Draw
from grants.ledger import CarryOver
from grants.payments import Payment
from grants.questions.models import SchemeQuestion
from grants.refunds import Refund
from grants.regrants.cases import ReGrant
from grants.report_rows import Expense, ReportProject, SettlementLine
from grants.reports import Report
from grants.reserves.accounts import BankCheck, Reserve, ReserveEntry
from grants.reserves.offsets import Offset
from grants.results.showing import ResultShowing
from grants.revoking import Revocation
from grants.rulebooks.versions import SchemeVersion
from grants.scheme_rows import BodyFigure, Condition, Criterion, IntegratedSubsidy
from grants.schemes import Scheme
from grants.sheets import CalculationSheet
from grants.status_reports.papers import StatusProject, StatusReport
from grants.status_reports.requests import StatusRequest
from grants.transfers.payer import BankName, TransferClient
from grants.transfers.transfer import Transfer, TransferLine

__all__ = [
    "Allotment",
    "AllotmentBasis",
    "Appropriation",
    "BankCheck",
    "BankName",
    "BodyFigure",
    "CalculationSheet",
    "CarryOver",
    "Change",
    "Condition",
    "Criterion",
    "Draw",
    "DueReminder",
    "DuesSetting",
    "Dunning",
    "Expense",
    "Grant",
    "Inspection",
    "IntegratedSubsidy",
    "Item",
    "ItemCheck",
    "ItemDisposal",
    "Offset",
    "Payment",
    "PlannedDunning",
    "ReGrant",
    "Refund",
    "RefundReceipt",
    "Report",
    "ReportProject",
    "Reserve",
    "ReserveEntry",
    "ResultShowing",
    "Revocation",
    "Scheme",
    "SchemeQuestion",
    "SchemeVersion",
    "SettlementLine",
    "StatusProject",
    "StatusReport",
    "StatusRequest",
    "SurchargeLine",
    "Transfer",
    "TransferClient",
    "TransferLine",
]
