"""Tables of the pages' own: searches that people keep, jobs, tokens, and what is reckoned ahead for the lists.

Nothing here is the truth about an incident: that is the ledger's. What is reckoned ahead can be thrown away.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models

NAME = 300
ID = 40


class SavedSearch(models.Model):
    """A search that one person wants to find again. ``query`` is what stands in the address after ``?``."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="searches")
    name = models.CharField(max_length=100)
    query = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "name"], name="search_once_a_name")]


class Job(models.Model):
    """Something that takes longer than a page may: it waits, is run by the worker, and keeps its result."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING, db_index=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="jobs")
    parameters = models.JSONField(default=dict)
    made_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)
    result = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["-pk"]

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in (self.State.DONE, self.State.FAILED)


class JobFile(models.Model):
    """A file that a job was given or has made. In the database, so that it is nowhere that a path could lead to."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=NAME)
    made = models.BooleanField(default=False)
    body = models.BinaryField()

    class Meta:
        ordering: ClassVar = ["pk"]


class ApiToken(models.Model):
    """A key to the API for one person's programs. Only its hash is kept. ``scopes`` are parted by blanks."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    token_sha256 = models.CharField(max_length=64, unique=True)
    scopes = models.CharField(max_length=100)
    made_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]


class Reckoned(models.Model):
    """For which state of the ledger (the row numbers of its last reading and review) something was reckoned ahead."""

    name = models.CharField(max_length=20, primary_key=True)
    readings = models.BigIntegerField()
    reviews = models.BigIntegerField()


class CandidatePair(models.Model):
    """Two incidents that may be one: the two accounts that are most alike, and how much (bits; 0 is even odds)."""

    left = models.CharField(max_length=ID, db_index=True)
    right = models.CharField(max_length=ID, db_index=True)
    left_account = models.CharField(max_length=ID)
    right_account = models.CharField(max_length=ID)
    weight = models.FloatField(db_index=True)

    class Meta:
        ordering: ClassVar = ["-weight", "left", "right"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["left", "right"], name="pair_once")]


class Unsure(models.Model):
    """A pair that somebody could not decide on: it goes to the end of everybody's line, marked with who it was."""

    left_account = models.CharField(max_length=ID)
    right_account = models.CharField(max_length=ID)
    by = models.CharField(max_length=NAME)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["left_account", "right_account"], name="unsure_once_a_pair")
        ]


class SourceTally(models.Model):
    """How one source speaks: in how many incidents it was alone, first or later, and revised its own figures."""

    name = models.CharField(max_length=NAME, unique=True)
    kind = models.CharField(max_length=20, default="")
    claims = models.PositiveIntegerField(default=0)
    incidents = models.PositiveIntegerField(default=0, db_index=True)
    alone = models.PositiveIntegerField(default=0)
    earlier = models.PositiveIntegerField(default=0)
    later = models.PositiveIntegerField(default=0)
    revised = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-incidents", "name"]


class ActorTally(models.Model):
    """How one actor is spoken of: in how many incidents it claimed, was accused or denied, and was struck."""

    name = models.CharField(max_length=NAME, unique=True)
    kind = models.CharField(max_length=20, default="")
    incidents = models.PositiveIntegerField(default=0, db_index=True)
    claimed = models.PositiveIntegerField(default=0)
    accused = models.PositiveIntegerField(default=0)
    denied = models.PositiveIntegerField(default=0)
    struck = models.PositiveIntegerField(default=0)
    killed = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-incidents", "name"]
