"""The arithmetic of a scheme: a rule as data, calculated for many organizations at once. No database, no Django.

Whole numbers and fractions only. ``book.read_book`` makes a rule of a document (TOML or JSON), ``calculate``
applies it, and every result carries the steps by which it came about. docs/rulebook.md documents each key.
"""
