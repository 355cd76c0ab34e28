"""AWS's request rates as token buckets."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from .errors import AwsError
from .limits import RATES, Rate, throttle_code


@dataclass
class _Bucket:
    rate: Rate
    tokens: float
    filled_at: float

    def take(self, now: float) -> bool:
        self.tokens = min(self.rate.burst, self.tokens + (now - self.filled_at) * self.rate.per_second)
        self.filled_at = now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True


class Throttle:
    """One bucket for each calling account and API that has a documented rate."""

    def __init__(self, enabled: bool, factor: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._enabled = enabled
        self._factor = factor
        self._clock = clock
        self._buckets: dict[tuple[str, str, str], _Bucket] = {}

    def reset(self) -> None:
        """Fill every bucket again."""
        self._buckets.clear()

    def take(self, service: str, action: str, account: str) -> None:
        """Let one call pass, or raise the service's own throttling error."""
        rate = RATES.get((service, action))
        if not self._enabled or rate is None:
            return
        now = self._clock()
        scaled = Rate(rate.per_second * self._factor, rate.burst * self._factor)
        bucket = self._buckets.setdefault((service, action, account), _Bucket(scaled, scaled.burst, now))
        if not bucket.take(now):
            status, code = throttle_code(service)
            raise AwsError(code, "You have sent too many requests in too short a period of time.", status)
