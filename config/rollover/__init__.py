"""年度更新: what a new fiscal year needs, shown before it is made, made once, with what the old year leaves open."""
