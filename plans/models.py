"""What an area wants to become (future plan) and what it does in a year (yearly plan)."""

from plans.future import FuturePlan

__all__ = ["FuturePlan"]
