"""Accounts of employees: giving one, closing one."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from asn_portal.accounts.models import User
from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from employees.models import Employee

# Letters and digits that nobody mistakes for each other when they are read from paper.
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"
FIRST_PASSWORD_LENGTH = 14


@transaction.atomic
def create_account(*, employee: Employee, email: str | None, by: Any) -> tuple[User, str]:
    """Give the employee an account that signs in with the NIP; returns it with its first password, told only once."""
    employee = lock_row(Employee.objects, employee.pk, "unit")
    if employee.user_id is not None:
        raise DomainError(_("%(name)s already has an account.") % {"name": employee.full_name})
    if not employee.is_active:
        raise DomainError(_("Only people in service get an account."))
    password = "".join(secrets.choice(READABLE) for _each in range(FIRST_PASSWORD_LENGTH))
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                username=employee.nip, email=email or None, name=employee.name, password=password
            )
    except IntegrityError as error:
        raise DomainError(_("Another account already uses this NIP or e-mail address.")) from error
    employee.user = user
    employee.save(update_fields=["user", "updated_at"])
    record_event("employees.account_created", by=by, obj=user, unit_path=employee.unit.path, employee=employee.pk)
    return user, password


@transaction.atomic
def set_account_active(*, user: User, active: bool, reason: str, by: Any) -> User:
    """Close an account (its sessions end with the next request) or open it again. Nobody closes their own."""
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if by is not None and by.pk == user.pk:
        raise DomainError(_("Nobody closes their own account. Ask another operator."))
    if user.is_active == active:
        return user
    user.is_active = active
    user.save(update_fields=["is_active"])
    employee = Employee.objects.select_related("unit").filter(user=user).first()
    record_event(
        "employees.account_opened" if active else "employees.account_closed",
        by=by,
        obj=user,
        unit_path=employee.unit.path if employee else "",
        reason=reason,
    )
    return user
