"""Starting the desk: tables made, the first administrator let in, pages served."""

import ipaddress
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterable
from contextlib import closing

from reportedly.ledger import LedgerError
from reportedly.ledger.address import VARIABLE, resolve, sqlite_path

THREADS = 8


class ServeError(Exception):
    """The desk cannot be started; the message says why and what to do."""


def prepare(ledger: str | None, *, allowed_hosts: Iterable[str] = (), https: bool = False) -> None:
    """Set Django up for the desk on ``ledger`` and bring all tables up to date. Raises ``LedgerError``."""
    address = resolve(ledger)
    path = sqlite_path(address)
    if path is not None and not path.parent.is_dir():
        raise LedgerError(f"the folder {path.parent} does not exist: make it, or name another ledger (--ledger)")
    os.environ[VARIABLE] = str(path) if path else address
    os.environ["DJANGO_SETTINGS_MODULE"] = "reportedly.desk.settings"
    if names := ",".join(allowed_hosts):
        os.environ["REPORTEDLY_ALLOWED_HOSTS"] = names
    if https:
        os.environ["REPORTEDLY_HTTPS"] = "1"

    import django

    django.setup()
    from django.core.management import call_command

    from reportedly.ledger import open_ledger

    # The ledger's own way of opening takes the lock that keeps two programs from making its tables at once.
    open_ledger(os.environ[VARIABLE]).close()
    call_command("migrate", interactive=False, verbosity=0)


def first_link(base: str) -> str | None:
    """The address that signs the first administrator in, once; ``None`` where one can sign in already."""
    from django.urls import reverse

    from reportedly.desk.people.signin import first_administrator

    token = first_administrator()
    return f"{base}{reverse('people:by_link', args=[token])}" if token else None


def link_for(base: str, name: str, *, take_second_factor: bool = False) -> str:
    """The address that signs ``name`` in, once: the way back in for a lost password. Raises ``ServeError``.

    ``take_second_factor`` also removes theirs, for one that was lost.
    """
    from django.urls import reverse

    from reportedly.desk.people import second_factor
    from reportedly.desk.people.models import User
    from reportedly.desk.people.signin import make_link

    person = User.objects.filter(username=name, is_active=True).first()
    if person is None:
        raise ServeError(f"nobody called {name!r} has access to this desk")
    if take_second_factor:
        second_factor.take_away(person, by="reportedly serve")
    return f"{base}{reverse('people:by_link', args=[make_link(person, made_by='reportedly serve')])}"


def is_loopback(host: str) -> bool:
    """Whether ``host`` can be reached from this machine alone."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def listening(host: str, port: int) -> socket.socket:
    """A socket bound to ``host`` and ``port`` (0 for any free one). Raises ``ServeError`` where it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    opened = socket.socket(family, socket.SOCK_STREAM)
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind((host, port))
        # From here on a browser waits for its answer, however long the start takes.
        opened.listen()
    except OSError as error:
        opened.close()
        raise ServeError(f"cannot listen on {host} port {port} ({error.strerror}): try another --port") from error
    return opened


def serve(
    host: str, port: int, tell: Callable[[str], None], *, https: bool = False, let_in: str | None = None,
    take_second_factor: bool = False,
) -> None:  # fmt: skip
    """Serve the prepared desk until interrupted. ``tell`` gets each line that the person at the terminal must see.

    ``let_in`` is the name of somebody to print a one-time sign-in link for; ``take_second_factor`` removes theirs.
    """
    import waitress

    from reportedly.desk.book import the_ledger
    from reportedly.desk.jobs.worker import worker_beside
    from reportedly.desk.people.second_factor import holders_of_lost
    from reportedly.desk.wsgi import application

    # Whoever stops the desk with SIGTERM, as service managers do, gets the same tidy end as with Ctrl-C.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with closing(listening(host, port)) as opened:
        shown = f"[{host}]" if ":" in host else host
        base = f"http://{shown}:{opened.getsockname()[1]}"
        tell(f"The desk is at {base}/ (Ctrl-C stops it)")
        if not is_loopback(host) and not https:
            tell("Anybody on the network can reach it, unencrypted: put a proxy with HTTPS before it (--https).")
        if link := first_link(base):
            tell(f"Nobody can sign in yet. The first administrator signs in here, once, within a day:\n{link}")
        if let_in is not None:
            link = link_for(base, let_in, take_second_factor=take_second_factor)
            tell(f"{let_in} signs in here, once, within a day:\n{link}")
        if lost := holders_of_lost():
            tell(
                f"The key of this desk is not the one that these second factors were kept with: {', '.join(lost)}. "
                "Bring the key back (docs/desk.md), or take the factors away: under People, or with "
                "--let-in NAME --take-second-factor."
            )
        with worker_beside(), the_ledger().placing_beside():
            waitress.serve(
                application,
                sockets=[opened],
                threads=THREADS,
                ident=None,
                clear_untrusted_proxy_headers=True,
                trusted_proxy="127.0.0.1" if https else None,
                trusted_proxy_headers={"x-forwarded-proto", "x-forwarded-for"} if https else set(),
            )
