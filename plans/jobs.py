"""What the plans do behind the pages."""

from plans.cityplan.progress import reminding

__all__ = ["reminding"]
