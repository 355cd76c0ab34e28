import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { ATHENA_QUERIES } from "../../alerts/queries/athena";
import { preparePythonEnvironment } from "../../emulator/python-environment";
import { RECORDED_EVENTS, type RecordedEvent } from "../alerts/recorded-events";

/**
 * Runs a query over records of the trail in SQLite.
 *
 * What differs from Athena: fields of a struct become columns of their own, with the dot in their name, and
 * `json_extract_scalar` is made from Python's `json`. The SQL is otherwise the one that Athena gets. What this cannot
 * show is that Athena's reader and projection find the files.
 */
const RUN = `
import json, re, sqlite3, sys
asked = json.load(sys.stdin)
def scalar(text, path):
    value = None if text is None else json.loads(text)
    for step in path.split(".")[1:]:
        value = value.get(step) if isinstance(value, dict) else None
    return None if value is None or isinstance(value, (dict, list)) else str(value)
database = sqlite3.connect(":memory:")
database.create_function("json_extract_scalar", 2, scalar, deterministic=True)
database.execute("PRAGMA case_sensitive_like = ON")
database.row_factory = sqlite3.Row
def column(value):
    return json.dumps(value) if isinstance(value, (dict, list)) else value
rows = []
for event in asked["events"]:
    row = {key.lower(): column(value) for key, value in event.items()}
    row.update({"useridentity." + key.lower(): column(value) for key, value in event["userIdentity"].items()})
    row["day"] = event["eventTime"][:10].replace("-", "/")
    rows.append(row)
used = set(re.findall(r"useridentity\\.\\w+", asked["sql"])) | {"errorcode", "errormessage"}
names = sorted({name for row in rows for name in row} | used)
database.execute("CREATE TABLE trail (%s)" % ", ".join('"%s"' % name for name in names))
for row in rows:
    database.execute("INSERT INTO trail VALUES (%s)" % ", ".join("?" * len(names)), [row.get(name) for name in names])
sql = re.sub(r"useridentity\\.\\w+", lambda field: '"%s"' % field.group(), asked["sql"])
print(json.dumps([dict(row) for row in database.execute(sql, asked["days"])]))
`;

let python = "";

beforeAll(async () => {
  ({ python } = await preparePythonEnvironment({ cacheDirectory: join(tmpdir(), "rootstock-emulator-tests") }));
}, 300_000);

type Row = Readonly<Record<string, unknown>>;

/** Records as CloudTrail writes them, by name and time. */
function record(name: RecordedEvent, eventTime: string, changes: Row = {}): Row {
  const { detail } = RECORDED_EVENTS[name];
  return { ...detail, eventTime, ...changes };
}

function ask(query: keyof typeof ATHENA_QUERIES, events: readonly Row[], days = ["2026/06/01", "2026/06/07"]): Row[] {
  const input = JSON.stringify({ sql: ATHENA_QUERIES[query], events, days });
  const { status, stdout, stderr } = spawnSync(python, ["-c", RUN], { encoding: "utf8", input });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

const MONDAY = "2026-06-01T10:00:00Z";
const NOISE: readonly RecordedEvent[] = [
  "a service acts in the name of root",
  "a service event bears the root of an account",
  "a service event of root comes as an API call",
  "a role describes instances",
  "an IAM user signs in",
  "accounts are listed",
  "a role assumes a role",
];
const noise = NOISE.map((name) => record(name, MONDAY));

describe("root-use", () => {
  test("lists what root users did themselves, latest first, and nothing that a service did", () => {
    const rows = ask("root-use", [
      ...noise,
      record("root lists buckets", "2026-06-02T10:00:00Z"),
      record("root signs in without MFA", "2026-06-03T10:00:00Z"),
      record("root in a root session deletes a bucket policy", "2026-06-01T11:00:00Z"),
    ]);
    expect(rows.map(({ eventname, accesskeyid }) => [eventname, accesskeyid])).toEqual([
      ["ConsoleLogin", ""],
      ["ListBuckets", ""],
      ["DeleteBucketPolicy", "ASIAROOT"],
    ]);
  });

  test("leaves out other days", () => {
    const outside = ["2026-05-31T23:59:59Z", "2026-06-08T00:00:00Z"];
    const inside = ["2026-06-01T00:00:00Z", "2026-06-07T23:59:59Z"];
    const rows = ask(
      "root-use",
      [...outside, ...inside].map((time) => record("root lists buckets", time)),
    );
    expect(rows.map(({ eventtime }) => eventtime)).toEqual([...inside].reverse());
  });
});

describe("root-sessions", () => {
  const session = { credentials: { accessKeyId: "ASIAOTHER" } };
  const used = (time: string, accessKeyId: string) =>
    record("root in a root session deletes a bucket policy", time, {
      userIdentity: { type: "Root", arn: "arn:aws:iam::222222222222:root", accessKeyId },
    });
  const rows = () =>
    ask("root-sessions", [
      ...noise,
      record("a root session is granted", "2026-06-01T10:00:00Z"),
      record("a root session is granted in eu-central-1", "2026-06-02T10:00:00Z", { responseElements: session }),
      record("a root session is refused", "2026-06-03T10:00:00Z"),
      used("2026-06-01T10:05:00Z", "ASIAROOT"),
      used("2026-06-01T10:01:00Z", "ASIAROOT"),
      record("root lists buckets", "2026-06-04T10:00:00Z"),
    ]);

  test("puts each call beside the AssumeRoot that its access key came from", () => {
    expect(
      rows()
        .filter(({ accesskeyid }) => accesskeyid === "ASIAROOT")
        .map(({ grantedat, grantedto, taskpolicy, account, eventtime, eventname }) => [
          grantedat,
          grantedto,
          taskpolicy,
          account,
          eventtime,
          eventname,
        ]),
    ).toEqual(
      ["2026-06-01T10:01:00Z", "2026-06-01T10:05:00Z"].map((time) => [
        "2026-06-01T10:00:00Z",
        "arn:aws:sts::111111111111:assumed-role/deploy/session",
        "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials",
        "222222222222",
        time,
        "DeleteBucketPolicy",
      ]),
    );
  });

  test("shows a session without calls, a refusal, and calls that no AssumeRoot explains", () => {
    const rest = rows().filter(({ accesskeyid }) => accesskeyid !== "ASIAROOT");
    expect(rest).toMatchObject([
      { accesskeyid: "ASIAOTHER", grantedat: "2026-06-02T10:00:00Z", refused: null, eventname: null },
      { accesskeyid: null, grantedat: "2026-06-03T10:00:00Z", refused: "AccessDenied", eventname: null },
      { accesskeyid: "", grantedat: null, eventname: "ListBuckets", account: "222222222222" },
    ]);
    expect(rows()).toHaveLength(5);
  });
});

test("failed-sign-ins counts failures by who and from where, most first", () => {
  const rows = ask("failed-sign-ins", [
    ...noise,
    record("root signs in with MFA", MONDAY),
    record("root fails to sign in", "2026-06-02T10:00:00Z"),
    record("a break-glass user fails to sign in", "2026-06-03T10:00:00Z"),
    record("a break-glass user fails to sign in", "2026-06-03T10:01:00Z"),
    record("a break-glass user fails to sign in", "2026-06-03T10:02:00Z", { sourceIPAddress: "198.51.100.7" }),
  ]);
  expect(rows[0]).toEqual({
    failures: 2,
    principaltype: "IAMUser",
    username: "acme-break-glass-blue",
    recipientaccountid: "111111111111",
    sourceipaddress: "192.0.2.10",
    errormessage: "Failed authentication",
    firstfailure: "2026-06-03T10:00:00Z",
    lastfailure: "2026-06-03T10:01:00Z",
  });
  expect(rows.slice(1).map(({ failures }) => failures)).toEqual([1, 1]);
  expect(new Set(rows.map(({ principaltype }) => principaltype))).toEqual(new Set(["IAMUser", "Root"]));
});

test("policy-changes lists what succeeded, and no reading", () => {
  const rows = ask("policy-changes", [
    ...noise,
    record("a policy is detached", "2026-06-02T10:00:00Z"),
    record("the trail's role loses its policy", "2026-06-03T10:00:00Z"),
    record("a policy is detached", "2026-06-04T10:00:00Z", { errorCode: "AccessDenied" }),
    record("a policy is detached", "2026-06-05T10:00:00Z", { eventName: "ListPolicies" }),
    record("a policy is detached", "2026-06-05T10:00:00Z", { eventName: "GetPolicy" }),
  ]);
  expect(rows.map(({ eventname, principal }) => [eventname, principal])).toEqual([
    ["DeleteRolePolicy", "arn:aws:sts::111111111111:assumed-role/deploy/session"],
    ["DetachPolicy", "arn:aws:sts::111111111111:assumed-role/deploy/session"],
  ]);
});
