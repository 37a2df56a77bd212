"""What of the paper trail the admin shows."""

from records.letters import admin as letters

__all__ = ["letters"]
