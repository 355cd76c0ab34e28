"""S3: another account's bucket answers 403 to HeadBucket, and a policy's conditional statements deny nothing."""

from __future__ import annotations

import json
from typing import Any

from moto.iam.access_control import IAMPolicy, PermissionResult
from moto.s3.models import FakeBucket
from moto.s3.responses import S3Response

_head_bucket = S3Response.head_bucket


def install() -> None:
    """Mend moto."""
    S3Response.head_bucket = _head_bucket_of_owner  # type: ignore[method-assign]
    FakeBucket.get_permission = _permission_without_conditions  # type: ignore[method-assign]


def _head_bucket_of_owner(response: Any) -> Any:
    status, headers, body = _head_bucket(response)
    if status == 200 and response.backend.head_bucket(response.bucket_name).account_id != response.current_account:
        return 403, {}, ""
    return status, headers, body


def _permission_without_conditions(bucket: FakeBucket, action: str, resource: str) -> PermissionResult:
    """Judge by the statements without a condition: moto reads none, and would deny every request that has TLS."""
    if bucket.policy is None:
        return PermissionResult.NEUTRAL
    document = json.loads(bucket.policy)
    statements = document["Statement"] if isinstance(document["Statement"], list) else [document["Statement"]]
    unconditional = [statement for statement in statements if "Condition" not in statement]
    policy = IAMPolicy(json.dumps({**document, "Statement": unconditional}))
    return policy.is_action_permitted(action, resource)
