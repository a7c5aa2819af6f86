"""Second factors: their secrets encrypted in the database, and the way out for whoever lost theirs.

The key is derived from the desk's own (``SECRET_KEY``), which is never in the database: a copy of the ledger alone,
such as a backup that went astray, lets nobody make codes.
"""

import base64

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, transaction

from reportedly.desk.people.models import User
from reportedly.ledger.canonical import digest
from reportedly.ledger.chain import writing

MARK = "fernet:"
"""How an encrypted secret begins. A plain one is base32 or hexadecimal and never holds a colon."""
SECRETS = ("secret", "seed")
"""Under these names allauth keeps secrets: ``secret`` of a TOTP authenticator, ``seed`` of recovery codes."""
KEY_LOST = (
    "This desk no longer has the key that your second factor was kept with. Ask an administrator to take the second "
    "factor away; where none can sign in, whoever keeps the server starts it with --let-in NAME --take-second-factor."
)


class Adapter(DefaultMFAAdapter):
    """What allauth asks before it writes a secret, and after it reads one."""

    def encrypt(self, text: str) -> str:
        """The secret as it is kept."""
        return MARK + _fernet().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """The secret as it was; one kept before secrets were encrypted is given as it is.

        Raises ``ValidationError``, which forms show, for one that another key encrypted. It never gives something
        else in its place: codes made from a known secret would let anybody in.
        """
        if not encrypted_text.startswith(MARK):
            return encrypted_text
        try:
            return _fernet().decrypt(encrypted_text.removeprefix(MARK)).decode()
        except InvalidToken as error:
            raise ValidationError(KEY_LOST, code="key_lost") from error


def holders_of_lost() -> list[str]:
    """The names of people whose second factor the present key cannot open."""
    adapter, lost = Adapter(), set()
    for one in Authenticator.objects.select_related("user"):
        try:
            for value in secrets_of(one.data):
                adapter.decrypt(value)
        except ValidationError:
            lost.add(one.user.get_username())
    return sorted(lost)


def take_away(user: User, *, by: str) -> bool:
    """Remove the person's second factor and recovery codes, and say so in the audit log; whether there were any."""
    with transaction.atomic():
        removed, _kinds = Authenticator.objects.filter(user=user).delete()
        if not removed:
            return False
        with writing(DEFAULT_DB_ALIAS) as chain:
            said = {"person": user.username, "second_factor": None}
            chain.add("people", by, [], digest(said), said)
    return True


def secrets_of(data: dict[str, object]) -> list[str]:
    """The secrets in what allauth keeps of one authenticator: a TOTP secret, or a seed of recovery codes."""
    return [str(data[name]) for name in SECRETS if name in data]


def _fernet() -> Fernet:
    # A key of its own purpose, so that what signs cookies never encrypts anything itself.
    derived = HKDF(SHA256(), length=32, salt=None, info=b"reportedly: secrets of second factors")
    return Fernet(base64.urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))
