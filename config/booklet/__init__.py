"""総会資料: last year's report and accounts, this year's plan and budget, as one booklet for the general meeting."""
