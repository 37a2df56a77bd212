"""Kessai (決裁): a proposal goes from post to post until the post that decides has decided, once.

``way`` and ``deeds`` are the arithmetic, without a database; the models keep what was done and show where it stands.
"""

from records.approvals.items import Decidable, Item
from records.approvals.opinions import Opinion
from records.approvals.proposal import Proposal, Stop
from records.approvals.steps import Step
from records.approvals.trail import Act
from records.approvals.way import Kind, Part, Status

__all__ = ["Act", "Decidable", "Item", "Kind", "Opinion", "Part", "Proposal", "Status", "Step", "Stop"]
