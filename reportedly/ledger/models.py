"""The tables.

Reports, readings, claims, accounts, reviews and the audit log are only ever added to: triggers in the database refuse
any change (migration ``0002_guards``). Each row holds its noun whole in ``body``, as canonical JSON, and beside it the
columns that are filtered on. The incident tables are derived from the others and are freely rewritten.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from reportedly.ledger.querying import IncidentQuerySet
from reportedly.model import Account, Claim, Incident, Report, Review

ID = 40
"""Room for a content id such as ``incident-`` and 16 hexadecimal digits."""
SHA256 = 64
NAME = 300


class ReportRow(models.Model):
    """One captured text. ``version`` is the hash of what makes a capture differ: all but when and on which machine."""

    ref = models.CharField(max_length=ID, db_index=True)
    version = models.CharField(max_length=SHA256, unique=True)
    sha256 = models.CharField(max_length=SHA256)
    uri = models.TextField(default="")
    publisher = models.CharField(max_length=NAME, default="", db_index=True)
    headline = models.TextField(default="")
    published = models.CharField(max_length=10, default="", db_index=True)
    body = models.TextField()

    class Meta:
        db_table = "reportedly_report"

    @property
    def noun(self) -> Report:
        """The report."""
        return Report.model_validate_json(self.body)


class ReadingRow(models.Model):
    """What one reader read in one report. The last of a report's readings is the one that counts."""

    report = models.ForeignKey(ReportRow, on_delete=models.PROTECT, related_name="readings")
    report_ref = models.CharField(max_length=ID, db_index=True)
    reader = models.CharField(max_length=NAME, default="")
    sha256 = models.CharField(max_length=SHA256, unique=True)

    class Meta:
        db_table = "reportedly_reading"


class ClaimRow(models.Model):
    """One claim of a reading. ``said_by`` is the most direct source's name, empty for the report's own voice."""

    reading = models.ForeignKey(ReadingRow, on_delete=models.PROTECT, related_name="claims")
    position = models.PositiveIntegerField()
    ref = models.CharField(max_length=ID, db_index=True)
    said_by = models.CharField(max_length=NAME, default="", db_index=True)
    factuality = models.CharField(max_length=3)
    stage = models.CharField(max_length=12)
    sub_event = models.CharField(max_length=NAME, default="")
    body = models.TextField()

    class Meta:
        db_table = "reportedly_claim"
        constraints: ClassVar = [models.UniqueConstraint(fields=["reading", "position"], name="claim_position")]

    @property
    def noun(self) -> Claim:
        """The claim."""
        return Claim.model_validate_json(self.body)


class AccountRow(models.Model):
    """One account of a reading."""

    reading = models.ForeignKey(ReadingRow, on_delete=models.PROTECT, related_name="accounts")
    position = models.PositiveIntegerField()
    ref = models.CharField(max_length=ID, db_index=True)
    role = models.CharField(max_length=10)
    sub_event = models.CharField(max_length=NAME, default="")
    body = models.TextField()

    class Meta:
        db_table = "reportedly_account"
        constraints: ClassVar = [models.UniqueConstraint(fields=["reading", "position"], name="account_position")]

    @property
    def noun(self) -> Account:
        """The account."""
        return Account.model_validate_json(self.body)


class ReviewRow(models.Model):
    """One decision by one person. ``report_ref`` is the report of the claim that it speaks of, if it does."""

    ref = models.CharField(max_length=ID, unique=True)
    action = models.CharField(max_length=10)
    author = models.CharField(max_length=NAME, db_index=True)
    at = models.CharField(max_length=40)
    report_ref = models.CharField(max_length=ID, default="", db_index=True)
    body = models.TextField()

    class Meta:
        db_table = "reportedly_review"

    @property
    def noun(self) -> Review:
        """The review."""
        return Review.model_validate_json(self.body)


class AuditRow(models.Model):
    """One entry of the audit log: who did what to which objects, chained to the entry before it.

    ``hash`` covers every other column. ``objects`` and ``details`` are canonical JSON.
    """

    sequence = models.BigIntegerField(primary_key=True)
    at = models.CharField(max_length=40)
    actor = models.CharField(max_length=NAME)
    action = models.CharField(max_length=20, db_index=True)
    objects_touched = models.TextField(db_column="objects")
    details = models.TextField()
    payload_sha256 = models.CharField(max_length=SHA256)
    previous = models.CharField(max_length=SHA256)
    hash = models.CharField(max_length=SHA256)

    class Meta:
        db_table = "reportedly_audit"


class HeadRow(models.Model):
    """Where the ledger stands, in one row that every writer locks first.

    ``sequence`` and ``hash`` are those of the last audit entry. The incidents cover every reading up to ``readings``
    and every review up to ``reviews`` (row numbers), as ``linker`` links them.
    """

    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=SHA256, default="0" * SHA256)
    readings = models.BigIntegerField(default=0)
    reviews = models.BigIntegerField(default=0)
    linker = models.CharField(max_length=NAME, default="")

    class Meta:
        db_table = "reportedly_head"


class IncidentRow(models.Model):
    """One incident, with the columns that the filters use. Derived: rebuilt from readings and reviews."""

    class ReviewState(models.TextChoices):
        """What people decided, as one word: the last decision that holds."""

        OPEN = "open"
        ACCEPTED = "accepted"
        CHANGED = "changed"
        REJECTED = "rejected"

    ref = models.CharField(max_length=ID, unique=True)
    sha256 = models.CharField(max_length=SHA256)
    title = models.TextField()
    start = models.CharField(max_length=10, default="", db_index=True)
    end = models.CharField(max_length=10, default="", db_index=True)
    event_type = models.CharField(max_length=NAME, default="", db_index=True)
    sub_event = models.CharField(max_length=NAME, default="", db_index=True)
    country = models.CharField(max_length=2, default="", db_index=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    place_precision = models.PositiveSmallIntegerField(null=True)
    grading = models.CharField(max_length=12, db_index=True)
    review = models.CharField(max_length=10, choices=ReviewState, default=ReviewState.OPEN, db_index=True)
    killed_low = models.BigIntegerField(null=True)
    killed_best = models.BigIntegerField(null=True, db_index=True)
    killed_high = models.BigIntegerField(null=True)
    reports = models.PositiveIntegerField(default=0)
    independent_sources = models.PositiveIntegerField(default=0)
    places = models.TextField(default="")
    actors = models.TextField(default="")
    words = models.TextField(default="")
    body = models.TextField()

    objects = IncidentQuerySet.as_manager()

    class Meta:
        db_table = "reportedly_incident"

    @property
    def noun(self) -> Incident:
        """The incident."""
        return Incident.model_validate_json(self.body)


class LinkRow(models.Model):
    """What linking remembers of one account that counts, so that a new process need not link everything anew.

    Derived: its columns for comparing, the match weights of the accounts near it, and the first account of its cluster.
    """

    ref = models.CharField(max_length=ID, primary_key=True)
    sha256 = models.CharField(max_length=SHA256)
    body = models.TextField()

    class Meta:
        db_table = "reportedly_link"


class IncidentAccountRow(models.Model):
    """An account that is part of an incident."""

    incident = models.ForeignKey(IncidentRow, on_delete=models.CASCADE, related_name="account_links")
    account = models.ForeignKey(AccountRow, on_delete=models.PROTECT, related_name="incident_links")

    class Meta:
        db_table = "reportedly_incident_account"


class IncidentClaimRow(models.Model):
    """A claim that speaks of an incident."""

    incident = models.ForeignKey(IncidentRow, on_delete=models.CASCADE, related_name="claim_links")
    claim = models.ForeignKey(ClaimRow, on_delete=models.PROTECT, related_name="incident_links")

    class Meta:
        db_table = "reportedly_incident_claim"
