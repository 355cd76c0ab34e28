"""One file for each service that is added to moto."""

from __future__ import annotations

import importlib
from functools import cache

from ..faults import Faults
from ..options import Options
from ..routes import Route
from . import (
    access_analyzer,
    account,
    chatbot,
    cloudtrail,
    guard_duty,
    iam,
    logs,
    organizations,
    root_user,
    security_hub,
    service_quotas,
    sso_admin,
    sts,
)

ROUTES: tuple[Route, ...] = (
    *access_analyzer.ROUTES,
    *account.ROUTES,
    *chatbot.ROUTES,
    *guard_duty.ROUTES,
    *security_hub.ROUTES,
)

SLOW_TO_IMPORT = ("athena", "cloudformation", "config", "ec2", "events", "s3")


def install(options: Options, faults: Faults) -> None:
    """Add to moto what is quick to import. Done once in a process."""
    organizations.install(options, faults)
    service_quotas.install()
    for service in (cloudtrail, iam, logs, root_user, sso_admin, sts):
        service.install()


@cache
def install_for(service: str) -> None:
    """Add to moto what the first call of a service needs; half a second for some."""
    if service in SLOW_TO_IMPORT:
        importlib.import_module(f".{service}", __name__).install()


def seed(options: Options) -> None:
    """Put into an empty cloud what is there from the start."""
    iam.create_administrator(options.management_account)
    organizations.restore_account_quota()
    if options.organization_exists:
        organizations.create_organization(options.management_account)
