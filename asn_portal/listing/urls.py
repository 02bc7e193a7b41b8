from django.urls import path

from asn_portal.listing import views

app_name = "listing"
urlpatterns = [
    path("filters/save/", views.filter_save, name="filter-save"),
    path("filters/<int:pk>/delete/", views.filter_delete, name="filter-delete"),
    path("filters/<int:pk>/default/", views.filter_default, name="filter-default"),
    path("columns/", views.columns_choose, name="columns-choose"),
]
