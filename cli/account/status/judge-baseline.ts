import type { Region } from "../../../catalogue/regions";
import { baselineStackName } from "../../../model/baseline";
import { passwordPolicyFaults } from "../../audit/checks/password-policy";
import type { Observation } from "../../preflight/facts";
import { baselineOf, expectedBaseline } from "./expected-baseline";
import type { LiveBaseline } from "./facts";
import { forwardingFaults, forwardsEvents } from "./forwarding";
import { observedInside } from "./observed-inside";
import { AspectRows, type StatusRow } from "./row";
import type { Declared } from "./subject";

const rows = new AspectRows("baseline");

/** What the account's baseline sets is there. */
export function judgeBaseline(live: Observation<LiveBaseline>, declared: Declared, isNew: boolean): StatusRow {
  const { zone, account } = declared;
  const { mode } = baselineOf(declared);
  if (mode.value === "off") return rows.notConfigured(`baseline.mode is off (${mode.because})`);
  const expected = piecesOf(declared);
  if (expected.length === 0) {
    return rows.notConfigured(`baseline.mode is ${mode.value} (${mode.because}), and there is nothing that it sets`);
  }
  return observedInside(rows, live, declared, isNew, (found) =>
    rows.unless(
      faultsOf(found, declared),
      `Apply the stack ${baselineStackName(account.key)}; when somebody changed it by hand, npm run drift says what else.`,
      `${expected.join(", ")}${notLookedAt(declared, zone.governedRegions)}`,
    ),
  );
}

function piecesOf(declared: Declared): readonly string[] {
  const { passwordPolicy, publicAccessBlock, roles } = expectedBaseline(declared);
  const regions = declared.zone.governedRegions.join(" and ");
  return [
    ...(passwordPolicy ? ["password policy"] : []),
    ...(publicAccessBlock ? ["S3 public access block"] : []),
    ...(forwardsEvents(declared) ? [`event forwarding in ${regions}`] : []),
    ...roles,
  ];
}

function faultsOf(live: LiveBaseline, declared: Declared): readonly string[] {
  const { passwordPolicy, publicAccessBlock, roles } = expectedBaseline(declared);
  return [
    ...(passwordPolicy ? passwordPolicyFaults(live.passwordPolicy) : []),
    ...(publicAccessBlock && live.blocksPublicAccess !== true ? ["S3 does not block public access"] : []),
    ...(live.forwarding === undefined ? [] : forwardingFaults(live.forwarding, declared)),
    ...roles.filter((role) => !live.roles.includes(role)).map((role) => `the role ${role} does not exist`),
  ];
}

/** Each would take a client and calls of its own; drift compares them with everything else. */
function notLookedAt(declared: Declared, regions: readonly Region[]): string {
  const { mode, ebsEncryption, accessAnalyzer, configRecorder } = baselineOf(declared);
  const others = [
    ...(mode.value === "enforce" && ebsEncryption.value ? ["EBS encryption"] : []),
    ...(accessAnalyzer.value ? ["access analyzer"] : []),
    ...(declared.zone.detection.config !== undefined && configRecorder.value ? ["AWS Config"] : []),
    ...(declared.zone.modules.get(declared.account.key) ?? []).map(({ key }) => `module ${key}`),
  ];
  if (others.length === 0 || regions.length === 0) return "";
  return ` (not looked at, npm run drift does: ${others.join(", ")})`;
}
