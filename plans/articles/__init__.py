"""What the city and its communities tell everybody: handbook, questions and answers, cases, news."""
