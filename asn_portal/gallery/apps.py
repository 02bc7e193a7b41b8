from django.apps import AppConfig


class GalleryConfig(AppConfig):
    name = "asn_portal.gallery"
    label = "gallery"
