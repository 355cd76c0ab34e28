"""Events that flow: from a rule in one account over a bus in another to a topic, and what CloudWatch counts."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from typing import Any

from running import EmulatorTestCase

SOURCE = "acme.test"
EVENT = {"Source": SOURCE, "DetailType": "Test", "Detail": json.dumps({"id": 1})}
PATTERN = json.dumps({"source": [SOURCE]})
BUS = "alerts"


class Events(EmulatorTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.member, self.security = self.emulator.create_accounts("member", "security")
        self.sender = self.emulator.member_client("events", self.member)
        self.receiver = self.emulator.member_client("events", self.security)
        topic = self.emulator.member_client("sns", self.security).create_topic(Name="digest")["TopicArn"]
        self.receiver.create_event_bus(Name=BUS)
        self.receiver.put_rule(Name="test", EventBusName=BUS, EventPattern=PATTERN)
        self.receiver.put_targets(Rule="test", EventBusName=BUS, Targets=[{"Id": "people", "Arn": topic}])
        self.sender.put_rule(Name="forward", EventPattern=PATTERN)
        self.forward_to(f"arn:aws:events:us-east-1:{self.security}:event-bus/{BUS}")

    def forward_to(self, arn: str) -> None:
        self.sender.put_targets(Rule="forward", Targets=[{"Id": "bus", "Arn": arn}])

    def counted(self, account: str, metric: str, **dimensions: str) -> float:
        api = self.emulator.member_client("cloudwatch", account)
        now = datetime.now(timezone.utc)
        found: dict[str, Any] = api.get_metric_statistics(
            Namespace="AWS/Events",
            MetricName=metric,
            Dimensions=[{"Name": name, "Value": value} for name, value in dimensions.items()],
            StartTime=now - timedelta(minutes=5),
            EndTime=now + timedelta(minutes=5),
            Period=60,
            Statistics=["Sum"],
        )
        return sum(point["Sum"] for point in found["Datapoints"])

    def counts(self) -> tuple[float, float, float, float]:
        """Return how often the member's and the bus's rule invoked their targets, and how often in vain."""
        on_bus = {"EventBusName": BUS, "RuleName": "test"}
        return (
            self.counted(self.member, "Invocations", RuleName="forward"),
            self.counted(self.member, "FailedInvocations", RuleName="forward"),
            self.counted(self.security, "Invocations", **on_bus),
            self.counted(self.security, "FailedInvocations", **on_bus),
        )

    def put(self, **changes: str) -> dict[str, Any]:
        entries: list[dict[str, Any]] = self.sender.put_events(Entries=[{**EVENT, **changes}])["Entries"]
        return entries[0]

    def test_an_event_goes_over_the_bus_to_the_topic_and_each_rule_is_counted(self) -> None:
        self.assertEqual(self.counts(), (0, 0, 0, 0))
        self.assertIn("EventId", self.put())
        self.assertEqual(self.counts(), (1, 0, 1, 0))
        self.put()
        self.assertEqual(self.counts(), (2, 0, 2, 0))

    def test_what_matches_no_rule_goes_nowhere(self) -> None:
        self.put(Source="acme.other")
        self.assertEqual(self.counts(), (0, 0, 0, 0))

    def test_a_disabled_rule_rests(self) -> None:
        self.receiver.disable_rule(Name="test", EventBusName=BUS)
        self.put()
        self.assertEqual(self.counts(), (1, 0, 0, 0))
        self.sender.disable_rule(Name="forward")
        self.put()
        self.assertEqual(self.counts(), (1, 0, 0, 0))

    def test_a_target_that_is_not_there_fails(self) -> None:
        self.forward_to(f"arn:aws:events:us-east-1:{self.security}:event-bus/nowhere")
        self.put()
        self.assertEqual(self.counts(), (1, 1, 0, 0))

    def test_an_event_of_a_forwarding_rule_keeps_the_account_that_it_is_of(self) -> None:
        self.receiver.put_rule(
            Name="test", EventBusName=BUS, EventPattern=json.dumps({"account": [self.member], "source": [SOURCE]})
        )
        self.put()
        self.assertEqual(self.counts(), (1, 0, 1, 0))

    def test_nobody_speaks_for_aws(self) -> None:
        self.assertEqual(self.put(Source="aws.iam")["ErrorCode"], "NotAuthorizedForSourceException")
        mixed = self.sender.put_events(Entries=[{**EVENT, "Source": "aws.iam"}, EVENT])
        self.assertEqual([sorted(entry) for entry in mixed["Entries"]], [["ErrorCode", "ErrorMessage"], ["EventId"]])
        self.assertEqual(mixed["FailedEntryCount"], 1)
