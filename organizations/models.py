"""Areas, organizations and the people who act for them, and the case by which the city recognises an organization."""

from organizations.areas import Area, AreaFigure, Indicator
from organizations.behalf import IntakeCase
from organizations.bodies import Organization
from organizations.bylaws import Bylaws, BylawsClause
from organizations.intakes import Intake
from organizations.officers import Officer
from organizations.recognition import Recognition
from organizations.requests import SubmitRequest
from organizations.territory import Territory
from organizations.ties import Tie

__all__ = [
    "Area",
    "AreaFigure",
    "Bylaws",
    "BylawsClause",
    "Indicator",
    "Intake",
    "IntakeCase",
    "Officer",
    "Organization",
    "Recognition",
    "SubmitRequest",
    "Territory",
    "Tie",
]
