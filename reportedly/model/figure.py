"""A number of people harmed, as one source gives it."""

from typing import Literal

from reportedly.model.base import Noun
from reportedly.model.parties import Actor, Source
from reportedly.model.span import Span

Harm = Literal["killed", "injured", "missing", "abducted", "detained", "displaced", "casualties"]
Group = Literal["civilians", "side_a", "side_b", "unknown", "all"]
Subgroup = Literal["children", "women", "men", "medics", "journalists"]
Qualifier = Literal["exact", "about", "at_least", "at_most", "vague"]


class Figure(Noun):
    """A number of people harmed.

    "at least 28" has ``minimum`` 28 and ``maximum`` ``None``; "up to 22" has ``minimum`` ``None`` and ``maximum`` 22.
    ``harm`` "casualties" is killed or injured together and never counts as killed. ``cumulative`` marks a running
    total (a war's, a year's), which is never an incident's own toll. ``who`` is whom the words name as harmed.
    """

    harm: Harm
    group: Group
    who: Actor | None
    subgroup: Subgroup | None
    minimum: int | None
    maximum: int | None
    qualifier: Qualifier
    verbatim: str
    span: Span
    cumulative: bool = False


class AccountFigure(Figure):
    """A figure inside an account: which claim gives it, on whose word, and whether it is the account's main toll.

    ``individual`` marks people whom the report tells of one by one ("Omar Saleh was killed", "a girl and her
    brother"). Such figures of one harm in one account are of different people, so that they add up. ``part`` marks a
    number of some among others ("six of them children", "two are in critical condition").
    """

    claim: str
    said_by: tuple[Source, ...]
    main_toll: bool = False
    individual: bool = False
    part: bool = False
