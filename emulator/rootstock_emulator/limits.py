"""AWS's documented limits, as data. Code that enforces them lives with the service.

Sources:
  [ORG] https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
  [API] https://docs.aws.amazon.com/organizations/latest/APIReference/
  [ACC] https://docs.aws.amazon.com/accounts/latest/reference/quotas.html
  [STS] https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html
"""

from __future__ import annotations

from dataclasses import dataclass

SCP = "SERVICE_CONTROL_POLICY"
RCP = "RESOURCE_CONTROL_POLICY"


@dataclass(frozen=True)
class PolicyLimits:
    """Limits of one policy type. [ORG]"""

    characters: int
    per_node: int
    per_organization: int


POLICY_LIMITS: dict[str, PolicyLimits] = {
    SCP: PolicyLimits(characters=10_240, per_node=10, per_organization=10_000),
    RCP: PolicyLimits(characters=5_120, per_node=5, per_organization=2_000),
    "DECLARATIVE_POLICY_EC2": PolicyLimits(10_000, 10, 1_000),
    "BACKUP_POLICY": PolicyLimits(10_000, 10, 1_000),
    "TAG_POLICY": PolicyLimits(10_000, 10, 1_000),
    "SECURITYHUB_POLICY": PolicyLimits(10_000, 10, 1_000),
    "CHATBOT_POLICY": PolicyLimits(10_000, 5, 1_000),
    "AISERVICES_OPT_OUT_POLICY": PolicyLimits(2_500, 5, 1_000),
}

POLICY_NAME_CHARACTERS = 128  # [API] CreatePolicy
POLICY_DESCRIPTION_CHARACTERS = 512  # [API] CreatePolicy
RESOURCE_POLICY_CHARACTERS = 40_000  # [ORG]
TAGS_PER_NODE = 50  # [ORG]
OU_NAME_CHARACTERS = 128  # [API] CreateOrganizationalUnit
OU_DEPTH = 5  # [ORG] levels below the root
OUS_PER_ORGANIZATION = 2_000  # [ORG]
CONCURRENT_CREATE_ACCOUNT = 5  # [ORG], [API] ConstraintViolationException
MINIMUM_ACCOUNT_AGE_DAYS = 4.0  # [ORG]
ACCOUNT_NAME_PATTERN = r"[\u0020-\u007E]{1,50}"  # [API] CreateAccount
EMAIL_PATTERN = r"[^\s@]+@[^\s@]+\.[^\s@]+"  # [API] CreateAccount
EMAIL_CHARACTERS = (6, 64)  # [API] CreateAccount
ASSUME_ROOT_SECONDS = 900  # [STS]

_AUDIT = (
    "iam:ListAccessKeys",
    "iam:ListSigningCertificates",
    "iam:GetLoginProfile",
    "iam:ListMFADevices",
    "iam:GetAccountSummary",
    "iam:GetUser",
    "iam:GetAccessKeyLastUsed",
)

ROOT_TASK_POLICIES: dict[str, tuple[str, ...]] = {
    # What a root session of each task may call, by API operation (s3:ListAllMyBuckets is ListBuckets).
    # https://docs.aws.amazon.com/IAM/latest/UserGuide/security-iam-awsmanpol.html
    "IAMAuditRootUserCredentials": _AUDIT,
    "IAMCreateRootUserPassword": ("iam:CreateLoginProfile", "iam:GetLoginProfile"),
    "IAMDeleteRootUserCredentials": (
        *_AUDIT,
        "iam:DeleteAccessKey",
        "iam:DeleteSigningCertificate",
        "iam:DeleteLoginProfile",
        "iam:DeactivateMFADevice",
    ),
    "S3UnlockBucketPolicy": ("s3:DeleteBucketPolicy", "s3:PutBucketPolicy", "s3:GetBucketPolicy", "s3:ListBuckets"),
    "SQSUnlockQueuePolicy": (
        "sqs:ListQueues",
        "sqs:GetQueueUrl",
        "sqs:GetQueueAttributes",
        "sqs:SetQueueAttributes",
    ),
}


@dataclass(frozen=True)
class Rate:
    """A token bucket: `per_second` tokens are added each second, up to `burst`."""

    per_second: float
    burst: float


RATES: dict[tuple[str, str], Rate] = {
    # [ORG], for each calling account
    ("organizations", "CreateAccount"): Rate(0.1, 3),
    ("organizations", "CloseAccount"): Rate(0.05, 1),
    ("organizations", "CreateOrganizationalUnit"): Rate(1, 2),
    ("organizations", "MoveAccount"): Rate(2, 2),
    ("organizations", "CreatePolicy"): Rate(2, 3),
    ("organizations", "AttachPolicy"): Rate(2, 3),
    ("organizations", "DetachPolicy"): Rate(2, 3),
    ("organizations", "DescribePolicy"): Rate(2, 2),
    # [ACC], for each calling account
    ("account", "GetAlternateContact"): Rate(10, 15),
    ("account", "PutAlternateContact"): Rate(5, 8),
    ("account", "DeleteAlternateContact"): Rate(1, 6),
    ("account", "GetContactInformation"): Rate(10, 15),
    ("account", "PutContactInformation"): Rate(5, 8),
}

THROTTLE_CODES: dict[str, tuple[int, str]] = {
    # The status and code that each service answers when it throttles; others: DEFAULT_THROTTLE.
    "organizations": (400, "TooManyRequestsException"),
    "account": (429, "TooManyRequestsException"),
    "iam": (400, "Throttling"),
    "sts": (400, "Throttling"),
    "cloudformation": (400, "Throttling"),
    "cloudwatch": (400, "Throttling"),
    "sns": (400, "Throttling"),
    "ec2": (503, "RequestLimitExceeded"),
    "s3": (503, "SlowDown"),
    "securityhub": (429, "LimitExceededException"),
    "chatbot": (429, "TooManyRequestsException"),
}
DEFAULT_THROTTLE: tuple[int, str] = (400, "ThrottlingException")


def throttle_code(service: str) -> tuple[int, str]:
    """Return the HTTP status and error code with which `service` throttles."""
    return THROTTLE_CODES.get(service, DEFAULT_THROTTLE)
