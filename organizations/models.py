"""Areas, organizations and the people who act for them, and the case by which the city recognises an organization."""

from organizations.areas import Area, AreaFigure, Indicator
from organizations.bodies import Organization
from organizations.bylaws import Bylaws, BylawsClause
from organizations.officers import Officer
from organizations.recognition import Recognition
from organizations.territory import Territory

__all__ = [
    "Area",
    "AreaFigure",
    "Bylaws",
    "BylawsClause",
    "Indicator",
    "Officer",
    "Organization",
    "Recognition",
    "Territory",
]
