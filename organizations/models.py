"""Areas, organizations and the people who act for them, and the case by which the city recognises an organization."""

from organizations.areas import Area
from organizations.behalf import IntakeCase
from organizations.bodies import Organization
from organizations.bylaws import Bylaws, BylawsClause
from organizations.courses.course import Course
from organizations.courses.learners import Attendance, Learner
from organizations.derecognition.case import Derecognition
from organizations.facilities.bookings import Booking
from organizations.facilities.buildings import Closing, Equipment, Facility, Room
from organizations.figures.indicators import Indicator
from organizations.figures.kept import AreaFigure, FigureFile
from organizations.hearings import Hearing
from organizations.intakes import Intake
from organizations.kinds.kind import Kind
from organizations.kinds.lineage import Lineage
from organizations.kinds.parts import MemberBody, Seat, Section
from organizations.life.dissolution import Dissolution
from organizations.life.gazette import PublicNotice
from organizations.life.guidance import Guidance
from organizations.meetings.agenda import AgendaItem, Todo
from organizations.meetings.attendance import Headcount
from organizations.meetings.kinds import MeetingKind
from organizations.meetings.meeting import Meeting
from organizations.meetings.minutes import Minutes
from organizations.meetings.notes import Note
from organizations.meetings.signups import Signup
from organizations.officers import Officer
from organizations.places.boundaries import Boundary
from organizations.places.files import BoundaryFile
from organizations.places.lineage import Succession
from organizations.places.relations import NeighbourWord, Overlap
from organizations.places.systems import AreaSystem
from organizations.rechange.case import Rechange
from organizations.recognition import Recognition
from organizations.requests import SubmitRequest
from organizations.students.activity import StudentActivity
from organizations.territory import Territory
from organizations.ties import Tie
from organizations.voices import Voice

__all__ = [
    "AgendaItem",
    "Area",
    "AreaFigure",
    "AreaSystem",
    "Attendance",
    "Booking",
    "Boundary",
    "BoundaryFile",
    "Bylaws",
    "BylawsClause",
    "Closing",
    "Course",
    "Derecognition",
    "Dissolution",
    "Equipment",
    "Facility",
    "FigureFile",
    "Guidance",
    "Headcount",
    "Hearing",
    "Indicator",
    "Intake",
    "IntakeCase",
    "Kind",
    "Learner",
    "Lineage",
    "Meeting",
    "MeetingKind",
    "MemberBody",
    "Minutes",
    "NeighbourWord",
    "Note",
    "Officer",
    "Organization",
    "Overlap",
    "PublicNotice",
    "Rechange",
    "Recognition",
    "Room",
    "Seat",
    "Section",
    "Signup",
    "StudentActivity",
    "SubmitRequest",
    "Succession",
    "Territory",
    "Tie",
    "Todo",
    "Voice",
]
