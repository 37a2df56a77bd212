"""Schemes, and the grants that organizations apply for and the city decides."""

from grants.cases import Grant
from grants.payments import Payment
from grants.report_rows import Expense, ReportProject, SettlementLine
from grants.reports import Report
from grants.scheme_rows import Component, Condition, Criterion, IntegratedSubsidy
from grants.schemes import Scheme
from grants.sheets import CalculationSheet

__all__ = [
    "CalculationSheet",
    "Component",
    "Condition",
    "Criterion",
    "Expense",
    "Grant",
    "IntegratedSubsidy",
    "Payment",
    "Report",
    "ReportProject",
    "Scheme",
    "SettlementLine",
]
