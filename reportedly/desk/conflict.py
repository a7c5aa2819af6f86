"""Two people at one thing: whoever is second is told what happened meanwhile, and nothing is overwritten."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reportedly.ledger import LedgerError


class ChangedMeanwhile(LedgerError):  # noqa: N818  (it says what happened)
    """Somebody decided on the same thing since the page was shown. ``by`` says who, where that is known."""

    def __init__(self, what: str, by: str | None = None) -> None:
        self.what, self.by = what, by
        who = f"{by} has" if by else "somebody has"
        super().__init__(f"{who} changed {what} since this page was shown. Nothing of yours was recorded: look again.")


class NotYetCarriedThrough(ChangedMeanwhile):
    """A decision waits to be carried through: until then nobody knows what the incidents look like."""

    def __init__(self) -> None:
        super().__init__("the incidents")
        self.args = ("an earlier decision is still being carried through: nothing was recorded, try again in a minute",)


class Conflicts:
    """Middleware: answers ``ChangedMeanwhile`` with status 409 and a page that says so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing, on the way in and out."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for what went wrong, where it is the ledger that says so."""
        if isinstance(exception, ChangedMeanwhile):
            waits = isinstance(exception, NotYetCarriedThrough)
            found = {"conflict": exception, "waits": waits}
            return render(request, "desk/changed_meanwhile.html", found, status=409)
        return None
