"""Public addresses of proofs: /p/proof/<code>/."""

from django.urls import path

from careers.views import proof

app_name = "proof"

urlpatterns = [
    # Codes have capitals only, so this is none.
    path("how-to-check/", proof.how_to_check, name="how"),
    path("<str:code>/", proof.public_proof, name="selection"),
    path("<str:code>/bundle/", proof.public_bundle, name="bundle"),
    path("<str:code>/<str:pseudonym>/", proof.public_slip_page, name="slip"),
]
