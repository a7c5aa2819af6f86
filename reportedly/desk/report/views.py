"""Views of reports: the list, one report with its claims, and the decisions on them."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from reportedly.desk.access import may, needs
from reportedly.desk.book import the_ledger
from reportedly.desk.conflict import ChangedMeanwhile
from reportedly.desk.report import forms
from reportedly.desk.report.claims import ClaimView, claim_views, progress
from reportedly.ledger import LedgerError, UnknownIdError
from reportedly.ledger.book import Ledger
from reportedly.ledger.deciding import decision
from reportedly.ledger.models import ReportRow
from reportedly.model import Reading, Review, Span
from reportedly.render import words
from reportedly.render.marks import KINDS, marked_paragraphs, marks_of
from reportedly.render.page import KIND_WORDS

SHOWN = 500
"""Reports on the list; older ones are found through their incidents."""
DECISIONS = ("accept", "reject", "undo", "correct")


@require_safe
@needs("read_ledger")
def listed(request: HttpRequest) -> HttpResponse:
    """The latest reports, newest first."""
    asked = request.GET.get("text", "").strip()
    rows: QuerySet[ReportRow] = ReportRow.objects.order_by("-published", "ref")
    if asked:
        rows = rows.filter(headline__icontains=asked) | rows.filter(publisher__icontains=asked)
    return render(request, "report/list.html", {"reports": rows[:SHOWN], "count": rows.count(), "asked": asked})


@require_safe
@needs("read_ledger")
def page(request: HttpRequest, ref: str) -> HttpResponseBase:
    """One report: its text with each claim's words lit, and the claims beside it."""
    ledger = the_ledger()
    reading = _reading(ledger, ref)
    if reading.report.id != ref:
        return redirect("report:page", reading.report.id)
    return render(request, "report/page.html", _context(request, ledger, reading))


@require_http_methods(["GET", "POST"])
@needs("decide_claims")
def decide(request: HttpRequest, ref: str, claim: str) -> HttpResponseBase:
    """Accept, correct or reject a claim, or take back the last decision on it; with GET, the form to correct it."""
    ledger = the_ledger()
    reading = _reading(ledger, ref)
    view = _view(ledger, reading, claim)
    if request.method == "GET":
        form = forms.ClaimForm(prefix="c", initial=forms.initial(view.claim))
        figures = forms.FigureForms(prefix="f", initial=forms.initial_figures(view.claim))
        return _answer(request, ledger, reading, claim, form=form, figures=figures)
    asked = request.POST.get("decision", "")
    if asked not in DECISIONS:
        raise Http404("no such decision")
    form = figures = None
    try:
        if asked == "correct":
            form, figures = _bound(request, view)
            if not (form.is_valid() and figures.is_valid()):
                return _answer(request, ledger, reading, claim, form=form, figures=figures, status=422)
        review = _review(request, view, reading, asked, form, figures)
        if review is not None:
            ledger.review(review, check=lambda: _unchanged(ledger, reading, view, request), link=False)
    except ChangedMeanwhile as conflict:
        if not request.htmx:  # type: ignore[attr-defined]
            raise
        return _answer(request, ledger, reading, claim, problem=str(conflict), status=409)
    except LedgerError as error:
        return _answer(request, ledger, reading, claim, form=form, figures=figures, problem=str(error), status=422)
    return _answer(request, ledger, reading, claim)


@require_POST
@needs("decide_claims")
def add(request: HttpRequest, ref: str) -> HttpResponseBase:
    """Add a claim that was not read, from words of the report."""
    ledger = the_ledger()
    reading = _reading(ledger, ref)
    form, figures = forms.ClaimForm(request.POST, prefix="new"), forms.FigureForms(request.POST, prefix="newfigure")
    chosen = _words(reading, request)
    if chosen is None:
        form.add_error(None, "These words are not in the report: copy them from it just as they stand.")
    if form.is_valid() and figures.is_valid() and chosen is not None:
        made = forms.new_claim(reading.report, chosen, form, figures)
        accounts = tuple(filter(None, [request.POST.get("account")]))
        review = decision(
            "add",
            author=request.user.username,
            reason=form.cleaned_data["reason"],
            report=reading.report.id,
            claim=made.id,
            accounts=accounts,
            value=made.model_dump(mode="json"),
        )
        try:
            ledger.review(review, check=lambda: _is_new(ledger, reading, made.id), link=False)
        except LedgerError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "The claim was added.")
            return redirect(f"{reverse('report:page', args=[ref])}#{made.id}")
    context = {**_context(request, ledger, reading), "new_form": form, "new_figures": figures, "adding": True}
    return render(request, "report/page.html", context, status=422)


def _reading(ledger: Ledger, ref: str) -> Reading:
    """The reading of the report, with rejected claims still in it, so that they can be seen and taken back."""
    try:
        found = ledger.find("report", ref)
    except (UnknownIdError, LedgerError) as error:
        raise Http404(str(error)) from error
    return ledger.reviewed([found], rejected=True)[found]


def _view(ledger: Ledger, reading: Reading, claim: str) -> ClaimView:
    for view in claim_views(reading, ledger.reviews_of_claims(reading.report.id)):
        if view.claim.id == claim:
            return view
    raise Http404("the report has no such claim")


def _bound(request: HttpRequest, view: ClaimView) -> tuple[forms.ClaimForm, Any]:
    start = forms.initial(view.claim)
    form = forms.ClaimForm(request.POST, prefix="c", initial=start)
    figures = forms.FigureForms(request.POST, prefix="f", initial=forms.initial_figures(view.claim))
    return form, figures


def _review(
    request: HttpRequest, view: ClaimView, reading: Reading, asked: str, form: forms.ClaimForm | None, figures: Any
) -> Review | None:
    """The decision asked for; ``None`` where there is nothing to decide (nothing to undo, nothing corrected)."""
    author, report = request.user.username, reading.report.id
    if asked == "undo":
        if view.last is None:
            return None
        return decision("undo", author=author, reason="", undoes=view.last.id, report=report)
    parts: dict[str, Any] = {"report": report, "claim": view.claim.id}
    reason = request.POST.get("reason", "").strip()
    if asked == "correct":
        assert form is not None  # noqa: S101  (made just before)
        value = forms.changes(view.claim, form, figures)
        if not value:
            return None
        parts["value"], reason = value, form.cleaned_data["reason"]
    return decision("correct" if asked == "correct" else _plain(asked), author=author, reason=reason, **parts)


def _plain(asked: str) -> Any:
    return {"accept": "accept", "reject": "reject"}[asked]


def _unchanged(ledger: Ledger, reading: Reading, view: ClaimView, request: HttpRequest) -> None:
    """Raise ``ChangedMeanwhile`` where the last decision on the claim is not the one that the page showed."""
    now = _view(ledger, reading, view.claim.id)
    if now.seen != request.POST.get("seen", ""):
        raise ChangedMeanwhile("this claim", now.history[0].review.author if now.history else None)


def _is_new(ledger: Ledger, reading: Reading, claim: str) -> None:
    if any(review.claim == claim for review in ledger.claim_decisions(reading.report.id)):
        raise LedgerError("A claim from just these words was added already: correct that one, or choose other words.")


def _words(reading: Reading, request: HttpRequest) -> Span | None:
    """The words of the report that were chosen: by their place, or by what they say."""
    text, said = reading.report.text, request.POST.get("words", "").strip().replace("\r\n", "\n")
    start = request.POST.get("start", "")
    if start.isdecimal() and said and text.startswith(said, int(start)):
        return Span.of(text, int(start), int(start) + len(said))
    at = text.find(said) if said else -1
    return Span.of(text, at, at + len(said)) if at >= 0 else None


def _context(request: HttpRequest, ledger: Ledger, reading: Reading) -> dict[str, Any]:
    views = claim_views(reading, ledger.reviews_of_claims(reading.report.id))
    place_of = {view.claim.id: view.card.position for view in views}
    accounts = [(account, ledger.holding(account.id)) for account in reading.accounts]
    return {
        "report": reading.report,
        "title": words.title(reading.report),
        "published": words.published(reading.report.published),
        "paragraphs": marked_paragraphs(reading.report.text, marks_of(reading)),
        "views": views,
        "progress": progress(views),
        "accounts": [
            {
                "account": account,
                "words": words.account(account),
                "incident": incident,
                "figures": [
                    (words.figure(figure), words.said_by(figure.said_by), place_of.get(figure.claim), figure.main_toll)
                    for figure in account.figures
                ],
                "disputes": [words.dispute(dispute, reading.claims) for dispute in account.disputes],
            }
            for account, incident in accounts
        ],
        "kinds": [(kind, KIND_WORDS[kind]) for kind in KINDS],
        "may_decide": may(request.user, "decide_claims"),
        "new_form": forms.ClaimForm(prefix="new", initial={"factuality": "CT+", "kind": "media"}),
        "new_figures": forms.FigureForms(prefix="newfigure"),
    }


def _answer(
    request: HttpRequest,
    ledger: Ledger,
    reading: Reading,
    claim: str,
    *,
    form: forms.ClaimForm | None = None,
    figures: Any = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponseBase:
    """The claim as it now stands, for htmx; the whole page for a browser without scripts."""
    if not request.htmx and status == 200 and form is None:  # type: ignore[attr-defined]
        return redirect(f"{reverse('report:page', args=[reading.report.id])}#{claim}")
    now = _reading(ledger, reading.report.id)
    views = claim_views(now, ledger.reviews_of_claims(now.report.id))
    view = next((view for view in views if view.claim.id == claim), None)
    if view is None:
        # Adding it was taken back: it is no longer on the page at all.
        return HttpResponseClientRefresh() if request.htmx else redirect("report:page", now.report.id)  # type: ignore[attr-defined]
    context = {
        "report": now.report,
        "progress": progress(views),
        "may_decide": True,
        "view": view,
        "form": form,
        "figures": figures,
        "problem": problem,
    }
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "report/claim_swap.html", context, status=status)
    whole = _context(request, ledger, now)
    failed = {key: context[key] for key in ("view", "form", "figures", "problem")}
    return render(request, "report/page.html", {**whole, "failed": failed}, status=status)
