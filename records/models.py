"""The tables of the paper trail, each defined beside what it does."""

from records.approvals import Act, Item, Opinion, Proposal, Step
from records.approvals.together import Tick, Together
from records.attachments import Attachment
from records.corrections import Correction
from records.drafts import Draft
from records.events import Event
from records.jobs.runs import WorkerRun
from records.kessai.reminders import Reminder
from records.letters.correcting import LetterCorrection
from records.letters.letter import Letter, LetterFile
from records.letters.posting.layouts import SheetLayout
from records.letters.posting.posting import Posting, PostingPart
from records.letters.register import PaperNumber
from records.letters.setting import LetterEntry, LetterSetting, SealImage
from records.mail import Mail
from records.numbers import Series
from records.papers.keeping import KeptPapers
from records.papers.setting import FormSetting
from records.retention import papers  # noqa: F401  # the kinds of documents that this room holds
from records.retention.lists import Disposal, DisposalItem
from records.retention.rule import RetentionRule
from records.reviews import Finding
from records.trail.chain import TrailAnchor, TrailLink
from records.workdays import ClosedDay

__all__ = [
    "Act",
    "Attachment",
    "ClosedDay",
    "Correction",
    "Disposal",
    "DisposalItem",
    "Draft",
    "Event",
    "Finding",
    "FormSetting",
    "Item",
    "KeptPapers",
    "Letter",
    "LetterCorrection",
    "LetterEntry",
    "LetterFile",
    "LetterSetting",
    "Mail",
    "Opinion",
    "PaperNumber",
    "Posting",
    "PostingPart",
    "Proposal",
    "Reminder",
    "RetentionRule",
    "SealImage",
    "Series",
    "SheetLayout",
    "Step",
    "Tick",
    "Together",
    "TrailAnchor",
    "TrailLink",
    "WorkerRun",
]
