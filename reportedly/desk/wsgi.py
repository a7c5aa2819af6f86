"""The desk for a WSGI server: ``waitress-serve reportedly.desk.wsgi:application``."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reportedly.desk.settings")
application = get_wsgi_application()
