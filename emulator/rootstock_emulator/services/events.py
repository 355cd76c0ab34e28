"""EventBridge: events that flow from rule to rule, across accounts, and to topics, with the metrics that AWS counts.

moto puts events on a bus and stops at a topic; a bus in another account forgets where the event came from, a disabled
rule takes part, and CloudWatch hears of nothing.
"""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from moto.cloudwatch.models import cloudwatch_backends
from moto.core.exceptions import ServiceException
from moto.events.models import EventsBackend, Rule, events_backends
from moto.sns.models import sns_backends
from moto.utilities.arns import parse_arn

from ..extension import extend

DEFAULT_BUS = "default"
RESERVED_SOURCE = "aws."
REFUSED = {
    "ErrorCode": "NotAuthorizedForSourceException",
    "ErrorMessage": "Not authorized for the source.",
}

_put_events = EventsBackend.put_events
_send_to_targets = Rule.send_to_targets


def install() -> None:
    """Mend moto."""
    extend(EventsBackend, _Backend)
    extend(Rule, _Rule)


class _Backend:
    def put_events(self: Any, events: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Take events, but none in AWS's own name."""
        own = [event for event in events if not _is_reserved(event)]
        taken = iter(_put_events(self, own))
        return [dict(REFUSED) if _is_reserved(event) else next(taken) for event in events]


def _is_reserved(event: dict[str, Any]) -> bool:
    return str(event.get("Source", "")).startswith(RESERVED_SOURCE)


class _Rule:
    def send_to_targets(self: Any, original_event: Any, transform_input: bool = True) -> None:
        """Invoke each target with an event that matches, and count what became of it."""
        if not self.state.startswith("ENABLED") or not self.event_pattern.matches_event(original_event):
            return
        for target in self.targets:
            _count(self, "Invocations")
            try:
                _invoke(self, target, original_event, transform_input)
            except (LookupError, NotImplementedError, ServiceException):
                _count(self, "FailedInvocations")


def _invoke(rule: Any, target: dict[str, Any], event: Any, transform_input: bool) -> None:
    arn = parse_arn(target["Arn"])
    if arn.service == "events" and arn.resource_type == "event-bus":
        bus = events_backends[arn.account][arn.region].event_buses[arn.resource_id]
        for forwarded in bus.rules.values():
            forwarded.send_to_targets({**event})
    elif arn.service == "sns":
        # Its subscribers are not told: moto would open a connection to those that take HTTPS.
        sns_backends[arn.account][arn.region].topics[target["Arn"]]
    else:
        _only(rule, target, event, transform_input)


def _only(rule: Any, target: dict[str, Any], event: Any, transform_input: bool) -> None:
    """Let moto invoke one target of a rule."""
    every, rule.targets = rule.targets, [target]
    try:
        _send_to_targets(rule, event, transform_input)
    finally:
        rule.targets = every


def _count(rule: Any, metric: str) -> None:
    """Count under the rule's name, and under that of its bus unless it is the default one."""
    bus = [] if rule.event_bus_name == DEFAULT_BUS else [{"Name": "EventBusName", "Value": rule.event_bus_name}]
    cloudwatch_backends[rule.account_id][rule.region_name].put_metric_data(
        "AWS/Events",
        [
            {
                "MetricName": metric,
                "Dimensions": [*bus, {"Name": "RuleName", "Value": rule.name}],
                "Value": 1,
                "Unit": "Count",
                "Timestamp": datetime.now(timezone.utc).replace(tzinfo=None),
            }
        ],
    )
