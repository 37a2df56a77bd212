"""進捗状況: each year the departments say what became of their actions, with evidence; their heads approve it."""
