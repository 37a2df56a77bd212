"""A year's plan and budget as a workbook that is filled in offline and taken back, whole or not at all."""
