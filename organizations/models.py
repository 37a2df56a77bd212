"""Areas, organizations and the people who act for them, and the case by which the city recognises an organization."""

from organizations.areas import Area, AreaFigure, Indicator
from organizations.bodies import Bylaws, BylawsClause, Officer, Organization, Territory
from organizations.recognition import Recognition

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
