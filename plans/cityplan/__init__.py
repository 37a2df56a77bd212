"""The city's collaboration plan (協働推進計画): goals, measures, numbered actions, and what came of them."""
