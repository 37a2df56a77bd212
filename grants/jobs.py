"""What the money does behind the pages."""

from grants.dues import reminding

__all__ = ["reminding"]
