"""The entrance: signing in and out, second factors and sessions, each of them on record.

``book.note`` is the one function through which the trail learns of it.
"""
