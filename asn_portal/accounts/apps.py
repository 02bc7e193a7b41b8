from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "asn_portal.accounts"
