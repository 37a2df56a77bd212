"""Schemes, and the grants that organizations apply for and the city decides."""

from grants.cases import Grant
from grants.change import Change
from grants.payments import Payment
from grants.report_rows import Expense, ReportProject, SettlementLine
from grants.reports import Report
from grants.revoking import Revocation
from grants.scheme_rows import BodyFigure, Condition, Criterion, IntegratedSubsidy
from grants.schemes import Scheme
from grants.sheets import CalculationSheet

__all__ = [
    "BodyFigure",
    "CalculationSheet",
    "Change",
    "Condition",
    "Criterion",
    "Expense",
    "Grant",
    "IntegratedSubsidy",
    "Payment",
    "Report",
    "ReportProject",
    "Revocation",
    "Scheme",
    "SettlementLine",
]
