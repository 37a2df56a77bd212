"""Receipts come in heaps: many at once from a prepared sheet, and many photos at once, to be told one by one."""
