"""S3: a bucket of another account answers 403 to HeadBucket, where moto lets everybody in."""

from __future__ import annotations

from typing import Any

from moto.s3.responses import S3Response

_head_bucket = S3Response.head_bucket


def install() -> None:
    """Mend moto."""
    S3Response.head_bucket = _head_bucket_of_owner  # type: ignore[method-assign]


def _head_bucket_of_owner(response: Any) -> Any:
    status, headers, body = _head_bucket(response)
    if status == 200 and response.backend.head_bucket(response.bucket_name).account_id != response.current_account:
        return 403, {}, ""
    return status, headers, body
