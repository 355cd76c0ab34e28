"""The call log, the faults, the request rates, and how the emulator begins and ends."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import unittest
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from rootstock_emulator.errors import AwsError
from rootstock_emulator.throttling import Throttle

from running import KEY, MANAGEMENT, PACKAGE_FOLDER, EmulatorTestCase, RunningEmulator

ADMINISTRATOR = f"arn:aws:iam::{MANAGEMENT}:user/administrator"


def _same_invocation(request: Any, **_: Any) -> None:
    """Send a request as a further attempt of one call."""
    request.headers["amz-sdk-invocation-id"] = "6f1d0c0a-lost-answer"


class CallLog(EmulatorTestCase):
    def test_each_protocol_gives_service_action_and_error(self) -> None:
        client = self.emulator.client
        client("iam").list_users()  # query
        client("organizations", "eu-west-1").list_accounts()  # JSON with a target
        client("cloudwatch").describe_alarms()  # CBOR or JSON
        self.refused("ResourceNotFoundException", client("account").get_contact_information)  # REST-JSON
        client("ec2", "eu-west-1").describe_vpcs()  # EC2's query
        s3 = client("s3")  # REST-XML
        s3.create_bucket(Bucket="a-bucket")
        self.refused("NoSuchBucketPolicy", s3.get_bucket_policy, Bucket="a-bucket")
        s3.put_object(Bucket="a-bucket", Key="a/key", Body=b"body")
        s3.list_objects_v2(Bucket="a-bucket")
        s3.get_object(Bucket="a-bucket", Key="a/key")
        found = [(c["service"], c["action"], c["region"], c["errorCode"]) for c in self.emulator.calls()[-10:]]
        self.assertEqual(
            found,
            [
                ("iam", "ListUsers", "us-east-1", None),
                ("organizations", "ListAccounts", "us-east-1", None),
                ("cloudwatch", "DescribeAlarms", "us-east-1", None),
                ("account", "GetContactInformation", "us-east-1", "ResourceNotFoundException"),
                ("ec2", "DescribeVpcs", "eu-west-1", None),
                ("s3", "CreateBucket", "us-east-1", None),
                ("s3", "GetBucketPolicy", "us-east-1", "NoSuchBucketPolicy"),
                ("s3", "PutObject", "us-east-1", None),
                ("s3", "ListObjectsV2", "us-east-1", None),
                ("s3", "GetObject", "us-east-1", None),
            ],
        )

    def test_the_principal_is_the_user_or_the_role_that_called(self) -> None:
        (member,) = self.emulator.create_accounts("one")
        self.emulator.member_client("sns", member, "eu-west-1").create_topic(Name="alerts")
        assumed, created = self.emulator.calls("AssumeRole")[-1], self.emulator.calls("CreateTopic")[-1]
        self.assertEqual((assumed["account"], assumed["principal"]), (MANAGEMENT, ADMINISTRATOR))
        role = f"arn:aws:sts::{member}:assumed-role/OrganizationAccountAccessRole/test"
        self.assertEqual((created["account"], created["principal"]), (member, role))
        self.assertEqual((created["region"], created["status"]), ("eu-west-1", 200))

    def test_a_user_is_named_by_its_own_key(self) -> None:
        iam = self.emulator.client("iam")
        iam.create_user(UserName="ada")
        key = iam.create_access_key(UserName="ada")["AccessKey"] | {"SessionToken": None}
        identity = self.emulator.client("sts", credentials=key).get_caller_identity()
        self.assertEqual(identity["Arn"], f"arn:aws:iam::{MANAGEMENT}:user/ada")
        self.assertEqual(self.emulator.calls("GetCallerIdentity")[-1]["principal"], identity["Arn"])

    def test_an_unknown_key_is_the_administrator(self) -> None:
        keys = {"AccessKeyId": "test", "SecretAccessKey": "test", "SessionToken": None}
        identity = self.emulator.client("sts", credentials=keys).get_caller_identity()
        self.assertEqual((identity["Account"], identity["Arn"]), (MANAGEMENT, ADMINISTRATOR))

    def test_a_call_that_is_not_emulated_fails_at_once_and_names_itself(self) -> None:
        started = time.monotonic()
        shield = self.emulator.client("shield")
        self.refused("NotEmulated.shield.ListAttacks", shield.list_attacks)
        workmail = self.emulator.client("workmail")
        self.refused("NotEmulated.workmail.ListOrganizations", workmail.list_organizations)
        detective = self.emulator.client("detective")
        self.refused("NotEmulated.detective.ListGraphs", detective.list_graphs)
        self.assertLess(time.monotonic() - started, 3)

    def test_large_answers_arrive_whole_on_many_connections_at_once(self) -> None:
        body = b"0123456789" * 50_000
        s3 = self.emulator.client("s3")
        s3.create_bucket(Bucket="a-bucket")
        s3.put_object(Bucket="a-bucket", Key="large", Body=body)

        def read(_: int) -> bool:
            return bool(s3.get_object(Bucket="a-bucket", Key="large")["Body"].read() == body)

        with ThreadPoolExecutor(8) as pool:
            self.assertEqual(set(pool.map(read, range(40))), {True})

    def test_a_repeated_attempt_gets_the_first_answer_and_is_logged_once(self) -> None:
        sqs = self.emulator.client("sqs")
        sqs.meta.events.register("before-send.sqs.CreateQueue", _same_invocation)
        before = len(self.emulator.calls("CreateQueue"))
        first = sqs.create_queue(QueueName="lost-answer", Attributes={"DelaySeconds": "1"})
        again = sqs.create_queue(QueueName="lost-answer", Attributes={"DelaySeconds": "2"})
        self.assertEqual(first["QueueUrl"], again["QueueUrl"])
        self.assertEqual(len(self.emulator.calls("CreateQueue")), before + 1)

    def test_service_quotas_names_the_account_quota(self) -> None:
        quotas = self.emulator.client("service-quotas")
        quota = quotas.get_service_quota(ServiceCode="organizations", QuotaCode="L-E619E033")["Quota"]
        self.assertEqual(quota["Value"], 100)

    def test_a_host_that_is_not_of_aws_is_refused(self) -> None:
        proxy = urllib.request.ProxyHandler({"http": f"http://127.0.0.1:{self.emulator.port}"})
        with self.assertRaises(urllib.error.HTTPError) as caught:
            urllib.request.build_opener(proxy).open("http://registry.example.com/", timeout=5)
        self.assertEqual(caught.exception.code, 403)
        caught.exception.close()

    def test_reset_forgets_both_stores_and_keeps_the_first_user(self) -> None:
        self.emulator.client("accessanalyzer").create_analyzer(analyzerName="a", type="ACCOUNT")
        self.emulator.client("sns").create_topic(Name="t")
        self.emulator.control("POST", "reset")
        self.assertEqual(self.emulator.client("accessanalyzer").list_analyzers()["analyzers"], [])
        self.assertEqual(self.emulator.client("sns").list_topics()["Topics"], [])
        keys = self.emulator.client("iam").list_access_keys(UserName="administrator")["AccessKeyMetadata"]
        self.assertEqual([key["AccessKeyId"] for key in keys], [KEY])


class Faults(EmulatorTestCase):
    arguments = ("--fault", '{"service": "sns", "action": "CreateTopic", "nth": 2, "code": "InternalError", "status": 500}')

    def outcomes(self, calls: int) -> list[bool]:
        api = self.emulator.client("organizations")
        for _ in range(calls):
            try:
                api.list_roots()
            except Exception:  # noqa: BLE001 - which error is another test's question
                pass
        return [call["errorCode"] is None for call in self.emulator.calls("ListRoots")[-calls:]]

    def test_the_nth_call_fails_with_the_code(self) -> None:
        api = self.emulator.client("sns")
        api.create_topic(Name="a")
        self.refused("InternalError", api.create_topic, Name="b")
        api.create_topic(Name="b")

    def test_a_share_of_calls_is_throttled_the_same_way_for_one_seed(self) -> None:
        self.emulator.client("organizations").create_organization()
        fault = {"service": "organizations", "action": "List*", "percent": 40, "seed": 7}
        runs = []
        for _ in range(2):
            self.emulator.control("DELETE", "faults")
            self.emulator.control("POST", "faults", fault)
            runs.append(self.outcomes(25))
        self.assertEqual(runs[0], runs[1])
        self.assertTrue(3 <= runs[0].count(False) <= 17)
        self.assertIn("TooManyRequestsException", {c["errorCode"] for c in self.emulator.calls("ListRoots")})

    def test_each_service_throttles_with_its_own_code(self) -> None:
        self.emulator.control("POST", "faults", {"percent": 100})
        client = self.emulator.client
        self.refused("TooManyRequestsException", client("organizations").list_roots)
        self.refused("Throttling", client("iam").list_users)
        self.refused("ThrottlingException", client("kms").list_keys)
        self.refused("Throttling", client("cloudwatch").describe_alarms)
        self.refused("RequestLimitExceeded", client("ec2").describe_vpcs)
        self.refused("SlowDown", client("s3").list_buckets)
        self.refused("TooManyRequestsException", client("account").get_contact_information)
        self.emulator.control("DELETE", "faults")

    def test_a_wrong_fault_is_refused(self) -> None:
        for document in (
            *({"percent": 1, "nth": 1}, {}, {"nth": 1, "colour": "red"}),
            *({"email": "*"}, {"email": "*", "failure": "INTERNAL_FAILURE", "nth": 1}),
        ):
            with self.subTest(document=document), self.assertRaises(urllib.error.HTTPError) as caught:
                self.emulator.control("POST", "faults", document)
            caught.exception.close()

    def test_the_log_says_what_each_protocol_says_of_an_error(self) -> None:
        self.emulator.control("POST", "faults", {"percent": 100, "code": "Odd", "message": "Not today."})
        client = self.emulator.client
        for name, call in (("iam", "list_users"), ("organizations", "list_roots"), ("s3", "list_buckets")):
            with self.subTest(service=name):
                self.refused("Odd", getattr(client(name), call))
                self.assertEqual(self.emulator.calls()[-1]["errorMessage"], "Not today.")
        self.emulator.control("DELETE", "faults")
        client("iam").list_users()
        self.assertIsNone(self.emulator.calls()[-1]["errorMessage"])

    def test_the_log_can_be_read_from_the_emulator(self) -> None:
        self.emulator.client("iam").list_users()
        self.assertEqual(self.emulator.control("GET", "calls")[-1]["action"], "ListUsers")


class Rates(unittest.TestCase):
    def setUp(self) -> None:
        self.now = 0.0

    def attempts(self, throttle: Throttle, calls: int) -> int:
        """Return how many of some calls in a row pass."""
        passed = 0
        for _ in range(calls):
            try:
                throttle.take("organizations", "AttachPolicy", MANAGEMENT)
                passed += 1
            except AwsError as error:
                self.assertEqual(error.code, "TooManyRequestsException")
        return passed

    def test_a_burst_passes_then_the_rate(self) -> None:
        throttle = Throttle(enabled=True, factor=1, clock=lambda: self.now)
        self.assertEqual(self.attempts(throttle, 10), 3)
        self.now += 1
        self.assertEqual(self.attempts(throttle, 10), 2)

    def test_the_factor_scales_both(self) -> None:
        throttle = Throttle(enabled=True, factor=10, clock=lambda: self.now)
        self.assertEqual(self.attempts(throttle, 50), 30)

    def test_switched_off_nothing_is_throttled(self) -> None:
        self.assertEqual(self.attempts(Throttle(enabled=False, factor=1), 50), 50)


class Lifetime(unittest.TestCase):
    def test_sigterm_ends_it_and_removes_its_files(self) -> None:
        emulator = RunningEmulator()
        folder = Path(emulator.ca).parent
        self.assertEqual(emulator.stop(), 0)
        self.assertFalse(folder.exists())

    def test_the_end_of_stdin_ends_it(self) -> None:
        emulator = RunningEmulator()
        assert emulator.process.stdin is not None
        emulator.process.stdin.close()
        self.assertEqual(emulator.process.wait(timeout=5), 0)
        emulator.stop()

    def test_it_ends_when_its_parent_is_killed(self) -> None:
        command = f"{sys.executable} -m rootstock_emulator < /dev/null & wait"
        parent = subprocess.Popen(
            ["sh", "-c", command], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(PACKAGE_FOLDER)}
        )
        assert parent.stdout is not None
        ready = json.loads(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
        parent.wait()
        self.assertEqual(parent.stdout.read(), b"")  # the emulator held the other end: it is gone
        parent.stdout.close()
        self.assertFalse(Path(ready["ca"]).exists())

    def test_a_taken_port_is_one_clear_line(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = str(taken.getsockname()[1])
            command = [sys.executable, "-m", "rootstock_emulator", "--port", port]
            ended = subprocess.run(
                command, env={**os.environ, "PYTHONPATH": str(PACKAGE_FOLDER)}, capture_output=True, text=True
            )
        self.assertEqual(ended.returncode, 3)
        self.assertEqual(ended.stderr, f"rootstock-emulator: port {port} is taken by another process\n")
