from django.urls import path

from asn_portal.home import views

app_name = "home"
urlpatterns = [path("", views.index, name="index")]
