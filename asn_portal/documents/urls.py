from django.urls import path

from asn_portal.documents import views

app_name = "documents"
urlpatterns = [path("<uuid:document_id>/", views.document_download, name="document-download")]
