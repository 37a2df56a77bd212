"""The register in and out of spreadsheets: CSV and Excel files, checked as a whole before a word of them is written."""
