"""Who calls: the account and ARN behind an access key."""

from __future__ import annotations

from dataclasses import dataclass

from moto.iam.models import get_account_id_from, iam_backends
from moto.sts.models import sts_backends

from .store import STORE

ADMINISTRATOR = "administrator"
ADMINISTRATOR_KEY = "AKIAROOTSTOCKEMULATE"
ADMINISTRATOR_SECRET = "rootstock-emulator-is-a-test-tool-no-secret"


@dataclass(frozen=True)
class Principal:
    """The caller of one request."""

    account: str
    arn: str
    user_id: str


def principal_of(access_key: str) -> Principal:
    """Return the caller that an access key stands for.

    An unknown key stands for the management account's administrator, so that any test key works.
    """
    known: dict[str, Principal] = STORE.section("principals")
    if access_key not in known:
        known[access_key] = _find(access_key)
    return known[access_key]


def _find(access_key: str) -> Principal:
    account = get_account_id_from(access_key)
    session = sts_backends[account]["aws"].get_assumed_role_from_access_key(access_key)
    if session is not None:
        return Principal(account, session.arn, session.user_id)
    user = iam_backends[account]["aws"].get_user_from_access_key_id(access_key)
    if user is not None:
        return Principal(account, user.arn, user.id)
    return Principal(account, f"arn:aws:iam::{account}:user/{ADMINISTRATOR}", "AIDAROOTSTOCKEMULATE")
