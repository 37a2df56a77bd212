"""Work behind the pages: a verb queues a job in its own transaction, the worker does it once that has committed.

A job may be killed at any instant and is then done again: write it so that doing it twice does no harm. Define an app's
jobs in ``<app>/jobs.py``, where the portal finds them when it starts.
"""

from records.jobs.queueing import Job, daily, job, queue, repeated

__all__ = ["Job", "daily", "job", "queue", "repeated"]
