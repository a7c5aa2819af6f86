"""Why the accounts of an incident were put together, one pair after another."""

from collections.abc import Mapping, Sequence

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from reportedly.linking import Explanation
from reportedly.model import Incident, Report
from reportedly.render import words


class Links:
    """The links of an incident, printable with Rich."""

    def __init__(self, incident: Incident, links: Sequence[Explanation], reports: Mapping[str, Report]) -> None:
        self.incident, self.links, self.reports = incident, links, reports

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield Text(words.one_line(self.incident.title), style="bold")
        if len(self.incident.accounts) == 1:
            yield Text("One account alone tells of it, so nothing had to be put together.")
        for link in self.links:
            left, right = link.accounts
            yield Text.assemble("\n", (f"{left} and {right}", "bold"))
            yield Text(f"  {self._told(left)}\n  {self._told(right)}", style="dim")
            yield Text(f"  {link.in_words()}", style="" if link.linked else "yellow")
            if not link.linked:
                yield Text("  Alone this would not do: what else is in the incident, or a person, holds them together.")

    def _told(self, ref: str) -> str:
        account = next(one for one in self.incident.accounts if one.id == ref)
        report = self.reports.get(account.report)
        return f"{words.title(report)} ({words.published(report.published)})" if report else account.report
