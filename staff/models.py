"""The city's side: offices, who holds which post when, who decides what, who stands in, who is assigned where."""

from staff.absences import Absence, Substitute
from staff.city import City, city_at_hand
from staff.committees import Committee, CommitteeMember
from staff.decision_rules import DecisionRule, RuleStop
from staff.inquiries.inquiries import Inquiry
from staff.inquiries.reminding import InquiryReminder
from staff.liaisons import LiaisonAssignment
from staff.matching.cards import Card
from staff.matching.introductions import Introduction
from staff.nominations import Nomination
from staff.offices import Department, Duty, Post
from staff.partners.partners import Partner
from staff.profile.logo import Logo
from staff.reports.reports import LiaisonReport, ReportLine
from staff.rollovers import Rollover
from staff.words.words import LiaisonRole, PartnerKind, Theme

__all__ = [
    "Absence",
    "Card",
    "City",
    "Committee",
    "CommitteeMember",
    "DecisionRule",
    "Department",
    "Duty",
    "Inquiry",
    "InquiryReminder",
    "Introduction",
    "LiaisonAssignment",
    "LiaisonReport",
    "LiaisonRole",
    "Logo",
    "Nomination",
    "Partner",
    "PartnerKind",
    "Post",
    "ReportLine",
    "Rollover",
    "RuleStop",
    "Substitute",
    "Theme",
    "city_at_hand",
]
