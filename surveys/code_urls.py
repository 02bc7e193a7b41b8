"""Short addresses on slips: /k/<code>/."""

from django.urls import path

from surveys.views import public_slip

app_name = "slip"

urlpatterns = [path("<str:code>/", public_slip.slip_form, name="form")]
