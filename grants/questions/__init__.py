"""追加の質問: what a scheme asks of every applicant beside register and plan, and what was answered."""
