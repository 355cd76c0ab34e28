"""Service Quotas: how many accounts the organization may have, which moto does not know."""

from __future__ import annotations

from typing import Any

from moto.servicequotas.models import ServiceQuotasBackend

from .organizations import account_quota

ACCOUNTS = {"ServiceCode": "organizations", "QuotaCode": "L-E619E033", "QuotaName": "Default maximum number of accounts"}


def install() -> None:
    """Answer for this one quota, and leave the others to moto."""
    ask_moto = ServiceQuotasBackend.get_service_quota

    def get_service_quota(self: Any, service_code: str, quota_code: str) -> dict[str, Any]:
        if (service_code, quota_code) == (ACCOUNTS["ServiceCode"], ACCOUNTS["QuotaCode"]):
            return {**ACCOUNTS, "Value": account_quota(), "Adjustable": True, "GlobalQuota": True}
        return ask_moto(self, service_code, quota_code)

    ServiceQuotasBackend.get_service_quota = get_service_quota  # type: ignore[method-assign]
