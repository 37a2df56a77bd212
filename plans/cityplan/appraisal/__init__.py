"""中間評価 of the city's plan: each action judged by its department, read by the committee, published."""
