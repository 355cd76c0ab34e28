"""The command line, as one value."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass

from .faults import AnyFault, parse_fault
from .limits import MINIMUM_ACCOUNT_AGE_DAYS

DEFAULT_MANAGEMENT_ACCOUNT = "111111111111"


@dataclass(frozen=True)
class Options:
    """How one emulator behaves."""

    port: int = 0
    management_account: str = DEFAULT_MANAGEMENT_ACCOUNT
    management_name: str = "management"
    management_email: str = "management@example.com"
    calls: str | None = None
    account_quota: int = 100
    create_account_seconds: float = 0.3
    minimum_account_age_days: float = MINIMUM_ACCOUNT_AGE_DAYS
    throttle: bool = True
    throttle_factor: float = 10.0
    organization_exists: bool = False
    faults: tuple[AnyFault, ...] = ()


def parse_options(arguments: Sequence[str]) -> Options:
    """Return the options that `arguments` ask for; exit 2 with usage when they are wrong."""
    values = _parser().parse_args(arguments)
    return Options(
        port=values.port,
        management_account=values.management_account,
        management_name=values.management_name,
        management_email=values.management_email,
        calls=values.calls,
        account_quota=values.account_quota,
        create_account_seconds=values.create_account_seconds,
        minimum_account_age_days=values.minimum_account_age_days,
        throttle=values.throttle == "on",
        throttle_factor=values.throttle_factor,
        organization_exists=values.organization_exists,
        faults=tuple(values.fault),
    )


def _parser() -> argparse.ArgumentParser:
    defaults = Options()
    parser = argparse.ArgumentParser(prog="rootstock_emulator", description=__doc__)
    add = parser.add_argument
    add("--port", type=int, default=0, help="port on 127.0.0.1; 0 takes a free one")
    add("--management-account", type=_account_id, default=defaults.management_account)
    add("--management-name", default=defaults.management_name)
    add("--management-email", default=defaults.management_email)
    add("--calls", metavar="FILE", help="write one JSON line here for each API call")
    add("--account-quota", type=int, default=defaults.account_quota, help="management account included")
    add("--create-account-seconds", type=float, default=defaults.create_account_seconds)
    add("--minimum-account-age-days", type=float, default=defaults.minimum_account_age_days)
    add("--throttle", choices=("on", "off"), default="on")
    add("--throttle-factor", type=float, default=defaults.throttle_factor, help="1 is AWS's documented rate")
    add("--organization-exists", action="store_true", help="start with an organization of all features")
    add("--fault", type=_fault, action="append", default=[], metavar="JSON", help="see README.md")
    return parser


def _account_id(text: str) -> str:
    if not re.fullmatch(r"\d{12}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not an account id of 12 digits")
    return text


def _fault(text: str) -> AnyFault:
    try:
        return parse_fault(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
