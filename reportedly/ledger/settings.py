"""Django's settings for the ledger alone; ``reportedly.desk.settings`` builds on them.

Library use needs no ``DJANGO_SETTINGS_MODULE``: ``opening`` configures Django from this module. Where one is set, it
must have ``reportedly.ledger`` among its ``INSTALLED_APPS``.
"""

from reportedly.ledger import address as _address

INSTALLED_APPS = ["reportedly.ledger"]
DATABASES = {"default": _address.database(_address.resolve(None))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
# A library leaves the logging of the program that uses it alone.
LOGGING_CONFIG = None
