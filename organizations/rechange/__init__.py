"""変更認可: what the recognition rests on changes only when the city has recognised it; the register follows."""
