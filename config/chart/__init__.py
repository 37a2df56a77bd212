"""地域カルテ: what an area is like today, on one screen and one sheet of paper, next to the city's average."""
