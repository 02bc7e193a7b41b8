"""The service life of a civil servant: pay steps, promotions, medals, seniority, discipline, the end of service.

Dates and tables are arguments. What the reference (domain §2) doesn't hold for certain is an argument too, with the
value it documents as the default.
"""

from employees.domain.service_life.arguments import ServiceLifeError
from employees.domain.service_life.contract import contract_alert, contract_end_limit
from employees.domain.service_life.decorations import Satyalancana, satyalancana
from employees.domain.service_life.discipline import AbsenceSanction, absence_sanction
from employees.domain.service_life.eligibility import DEFAULT_BLOCKING_SANCTIONS, Eligibility, Reason, ReasonCode
from employees.domain.service_life.functional_promotion import DEFAULT_CREDIT_NEEDS, functional_promotion
from employees.domain.service_life.promotion import DEFAULT_CEILINGS, regular_promotion
from employees.domain.service_life.promotion_periods import next_promotion_period, promotion_period
from employees.domain.service_life.retirement import (
    DEFAULT_RETIREMENT_AGES,
    birthday_at,
    retirement_age,
    retirement_date,
)
from employees.domain.service_life.salary import (
    DEFAULT_GRADE_SERVICE_REDUCTIONS,
    grade_service_after_promotion,
    next_salary_increment,
    salary_increment_alert,
)
from employees.domain.service_life.seniority import SeniorityEntry, SeniorityKey, seniority_key, seniority_order
from employees.domain.service_life.service import ServiceLength, UnpaidLeave, service_completed_on, service_length

__all__ = [
    "DEFAULT_BLOCKING_SANCTIONS",
    "DEFAULT_CEILINGS",
    "DEFAULT_CREDIT_NEEDS",
    "DEFAULT_GRADE_SERVICE_REDUCTIONS",
    "DEFAULT_RETIREMENT_AGES",
    "AbsenceSanction",
    "Eligibility",
    "Reason",
    "ReasonCode",
    "Satyalancana",
    "SeniorityEntry",
    "SeniorityKey",
    "ServiceLength",
    "ServiceLifeError",
    "UnpaidLeave",
    "absence_sanction",
    "birthday_at",
    "contract_alert",
    "contract_end_limit",
    "functional_promotion",
    "grade_service_after_promotion",
    "next_promotion_period",
    "next_salary_increment",
    "promotion_period",
    "regular_promotion",
    "retirement_age",
    "retirement_date",
    "salary_increment_alert",
    "satyalancana",
    "seniority_key",
    "seniority_order",
    "service_completed_on",
    "service_length",
]
