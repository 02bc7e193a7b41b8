"""The WSGI application that gunicorn serves."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import reverse
from django.utils import translation

from asn_portal.frame_room import with_room

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "asn_portal.settings")

application = with_room(get_wsgi_application())

# Every page's code is loaded here, once, before the workers are forked. Django would do it in the first request of each
# of them: seconds for whoever comes first, and for a whole sitting of an exam after the server was restarted in it.
for language, _name in settings.LANGUAGES:
    with translation.override(language):
        reverse("account_login")
