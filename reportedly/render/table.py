"""A reading as a table for the terminal, which folds into blocks where the terminal is narrow."""

from rich import box
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reportedly.model import Account, Attack, Claim, Reading, Report
from reportedly.render import words

NARROWEST_TABLE = 96
"""Below this many columns a table's cells are too thin to read, and each claim becomes a block of its own."""

CONTENT_LENGTH = 240
"""How much of a claim's words is shown, in characters; ``--json`` and ``--html`` give all of them."""

_SURE_STYLE = {"CT+": "green", "PR+": "green", "CT-": "red", "PR-": "red"}


class ReadingTable:
    """A reading, printable with Rich: what the report is, its claims, and what they add up to."""

    def __init__(self, reading: Reading, folder: str = "") -> None:
        """``folder`` is the address (``file://``) from which files are named by their path."""
        self.reading = reading
        self.folder = folder

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield _heading(self.reading.report, self.folder)
        if not self.reading.claims:
            yield Text("No claim about an event was found.", style="dim")
        elif options.max_width >= NARROWEST_TABLE:
            yield _claims_table(self.reading)
        else:
            yield from (_claim_block(claim, self.reading.report) for claim in self.reading.claims)
        yield from (_account(account, self.reading.claims) for account in self.reading.accounts)
        yield from (_attack(attack) for attack in self.reading.attacks or ())
        yield Text()


def _heading(report: Report, folder: str) -> RenderableType:
    origin = [words.one_line(report.publisher or ""), words.published(report.published)]
    address = words.address(report.uri, folder)
    lines = [Text(words.title(report), style="bold"), Text(", ".join(part for part in origin if part), style="dim")]
    return Group(*lines, *([Text(address, style="dim", overflow="fold")] if address else []))


def _claims_table(reading: Reading) -> Table:
    table = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False, leading=1)
    table.add_column("Who says", ratio=4, style="bold", overflow="fold")
    table.add_column("What", ratio=8, overflow="fold")
    table.add_column("When", ratio=4, overflow="fold")
    table.add_column("Where", ratio=4, overflow="fold")
    table.add_column("Toll", ratio=4, overflow="fold")
    table.add_column("How sure", width=10, overflow="fold")
    for claim in reading.claims:
        table.add_row(
            words.said_by(claim.said_by),
            _what(claim, reading.report),
            words.when(claim.when),
            words.place(claim.place),
            words.figures(claim.figures),
            Text(words.sureness(claim), style=_SURE_STYLE.get(claim.factuality, "yellow")),
        )
    return table


def _claim_block(claim: Claim, report: Report) -> RenderableType:
    details = (
        ("when", words.when(claim.when)),
        ("where", words.place(claim.place)),
        ("toll", words.figures(claim.figures)),
        ("how sure", words.sureness(claim)),
    )
    lines = [Text.assemble((f"{label}: ", "dim"), value) for label, value in details if value]
    return Group(
        Text(words.said_by(claim.said_by), style="bold"), Padding(Group(_what(claim, report), *lines), (0, 0, 1, 2))
    )


def _what(claim: Claim, report: Report) -> Text:
    what = Text(words.shortened(words.content(claim, report), CONTENT_LENGTH))
    by = words.doers(claim.perpetrators, claim.responsibility)
    happened = " ".join(part for part in (words.event(claim.event), f"by {by}" if by else "") if part)
    if happened:
        what.append(f"\n{happened}", style="dim")
    return what


def _account(account: Account, claims: tuple[Claim, ...]) -> RenderableType:
    label = {"main": "Mainly", "also": "Also", "background": "Background"}[account.role]
    lines: list[RenderableType] = [Text.assemble((f"{label}: ", "bold"), words.account(account))]
    for figure in account.figures:
        lines.append(Text(f"  {words.figure(figure)}: {words.said_by(figure.said_by)}"))
    for dispute in account.disputes:
        lines.append(Text(f"  in dispute: {words.dispute(dispute, claims)}", style="yellow"))
    return Group(*lines)


def _attack(attack: Attack) -> RenderableType:
    lines = [Text(f"  {words.part(part)}") for part in attack.parts]
    return Group(Text.assemble(("Learned reader: ", "bold"), words.attack(attack)), *lines)
