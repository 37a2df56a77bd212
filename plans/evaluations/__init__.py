"""協働事業の評価: both sides agree on goals before, judge themselves, compare, discuss, hear others, and mend."""
