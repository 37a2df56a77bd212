"""The city's side: offices, who holds which post when, who decides what, who stands in, who is assigned where."""

from staff.absences import Absence, Substitute
from staff.committees import Committee, CommitteeMember
from staff.decision_rules import DecisionRule, RuleStop
from staff.liaisons import LiaisonAssignment
from staff.nominations import Nomination
from staff.offices import City, Department, Duty, Post
from staff.rollovers import Rollover

__all__ = [
    "Absence",
    "City",
    "Committee",
    "CommitteeMember",
    "DecisionRule",
    "Department",
    "Duty",
    "LiaisonAssignment",
    "Nomination",
    "Post",
    "Rollover",
    "RuleStop",
    "Substitute",
]
