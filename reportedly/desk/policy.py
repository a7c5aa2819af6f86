"""What a page may load and run: the desk's own files, and nothing that stands in the page itself."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
"""Content-Security-Policy, level 3. ``data:`` pictures are the second factor's QR code, which allauth draws."""


class ContentPolicy:
    """Middleware: gives every response the policy. A view adds sources by setting ``response.also_from``.

    ``response.also_from = {"worker-src": "blob:"}`` is for what a page cannot do without; scripts and styles in the
    page itself are not among it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response, with the policy. Raises ``ValueError`` where a view asks for an unsafe source."""
        response = self.get_response(request)
        also = getattr(response, "also_from", {})
        if "unsafe" in " ".join(also.values()):
            raise ValueError(f"the policy forbids unsafe sources: {also}")
        parts = {name: " ".join(filter(None, (POLICY.get(name), also.get(name)))) for name in {**POLICY, **also}}
        response["Content-Security-Policy"] = "; ".join(f"{name} {sources}" for name, sources in parts.items())
        response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        return response
