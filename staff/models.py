"""The city's side: its offices, who holds which post when, who decides what, and who is assigned to which area."""

from staff.liaisons import LiaisonAssignment
from staff.offices import City, Department, Duty, Post
from staff.routes import DecisionRule, RuleStop

__all__ = ["City", "DecisionRule", "Department", "Duty", "LiaisonAssignment", "Post", "RuleStop"]
