"""What must be true before any other part of moto is imported."""

from __future__ import annotations

import importlib.util
import os
import sys
import types

DROPPED_VARIABLES = (
    "HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "AWS_CA_BUNDLE", "AWS_PROFILE",
    "AWS_DEFAULT_PROFILE", "AWS_SESSION_TOKEN", "MOTO_ACCOUNT_ID",
)  # fmt: skip


def prepare_moto(management_account: str) -> None:
    """Make `management_account` the account of every key that moto does not know.

    moto's own MOTO_ACCOUNT_ID would make it the account of *all* keys, assumed roles in other
    accounts included.
    """
    _clean_environment()
    _stub_multipart()
    import moto.core
    import moto.core.models

    moto.core.models.DEFAULT_ACCOUNT_ID = management_account
    setattr(moto.core, "DEFAULT_ACCOUNT_ID", management_account)  # re-exported there


def _clean_environment() -> None:
    for name in DROPPED_VARIABLES:
        os.environ.pop(name, None)
    os.environ |= {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_EC2_METADATA_DISABLED": "true"}
    os.environ |= {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}
    os.environ["TEST_PROXY_MODE"] = "true"


def _stub_multipart() -> None:
    """moto's proxy imports `multipart` for browser form uploads, which nothing here makes."""
    if importlib.util.find_spec("multipart") is None:
        stub = types.ModuleType("multipart")
        stub.MultipartParser = object  # type: ignore[attr-defined]
        sys.modules["multipart"] = stub
