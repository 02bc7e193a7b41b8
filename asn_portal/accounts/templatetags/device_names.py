from django import template

from asn_portal.accounts.devices import device_name

register = template.Library()
register.filter(device_name)
