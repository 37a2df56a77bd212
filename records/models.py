"""The tables of the paper trail, each defined beside what it does."""

from records.approvals import Act, Item, Opinion, Proposal, Step
from records.approvals.together import Tick, Together
from records.attachments import Attachment
from records.corrections import Correction
from records.drafts import Draft
from records.events import Event
from records.jobs.runs import WorkerRun
from records.kessai.reminders import Reminder
from records.letters.letter import Letter, LetterFile
from records.letters.register import PaperNumber
from records.letters.setting import LetterEntry, LetterSetting, SealImage
from records.mail import Mail
from records.numbers import Series
from records.reviews import Finding
from records.trail.chain import TrailAnchor, TrailLink

__all__ = [
    "Act",
    "Attachment",
    "Correction",
    "Draft",
    "Event",
    "Finding",
    "Item",
    "Letter",
    "LetterEntry",
    "LetterFile",
    "LetterSetting",
    "Mail",
    "Opinion",
    "PaperNumber",
    "Proposal",
    "Reminder",
    "SealImage",
    "Series",
    "Step",
    "Tick",
    "Together",
    "TrailAnchor",
    "TrailLink",
    "WorkerRun",
]
