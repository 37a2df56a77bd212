"""状況報告: how far an organization is in the middle of the year, on the days that its scheme names or when asked."""
