"""Keeping and disposal: kinds of documents with their periods (保存年限), and lists (廃棄予定) that somebody approves.

An app says in ``<app>/retention.py`` which documents it has and how their personal data are erased: ``Holding``, kept
with ``holds``. Amounts, dates and statuses stay, for statistics; the trail stays as it is.
"""
