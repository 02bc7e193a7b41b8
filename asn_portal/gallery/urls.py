from django.urls import path

from asn_portal.gallery import views

app_name = "gallery"

urlpatterns = [
    path("", views.gallery, name="index"),
    path("list/", views.list_sample, name="list"),
    path("form/", views.form_sample, name="form"),
    path("detail/", views.detail_sample, name="detail"),
    path("public/", views.public_sample, name="public"),
    path("print/", views.print_sample, name="print"),
]
