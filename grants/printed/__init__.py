"""The organizations' papers about a grant as the city's forms; found when the portal starts."""

from grants.printed import application, change, equipment, payment, report, status  # noqa: F401  # each tells of its sets
