"""What the room does behind the pages; each sub-package keeps its own."""

from organizations.meetings.jobs import remind

__all__ = ["remind"]
