"""役員の引継ぎ: after the general meeting, who goes on, who leaves, who comes, and the notice of change with it."""
