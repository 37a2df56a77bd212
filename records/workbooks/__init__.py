"""Workbooks that people take home: prepared with what the portal has, filled in offline, held against it afterwards.

A room says what its sheets are (``layout.Grid``), ``making`` writes them, ``opening`` and ``reading`` take them in and
name every cell that cannot be read, ``merging`` holds the rows against what stands in the portal by now. Nothing here
writes to the database.
"""
