import { App } from "cdktf";
import type { LandingZone } from "../model/landing-zone";
import { ownStateBucket } from "../model/state-bucket";
import { AccountsStack } from "./accounts";
import { addBaselines, type BaselineOptions } from "./baselines";
import { ConfigRulesStack } from "./config-rules";
import { DelegationsStack, hasDelegations } from "./delegations";
import { DetectionStack, hasDetection } from "./detection";
import { DetectorsStack, hasDetectors } from "./detectors";
import { GuardrailsStack } from "./guardrails";
import { IdentityStack } from "./identity";
import { LogArchiveStack } from "./log-archive";
import { MonitoringStack } from "./monitoring";
import { OrganizationStack } from "./organization";
import { PipelineStack } from "./pipeline";
import { SecurityStack } from "./security";
import { StateBackendStack } from "./state-backend";

/** Builds every stack of a landing zone; nothing is written before `synth()` is called on the result. */
export function landingZoneApp(zone: LandingZone, outdir?: string, baselines: BaselineOptions = {}): App {
  // CDKTF's validations run `terraform version` for every stack; the emitted JSON states the version it needs itself.
  const app = new App({ skipValidation: true, ...(outdir === undefined ? {} : { outdir }) });
  const organization = new OrganizationStack(app, zone);
  const shards = [...new Set(zone.accounts.map(({ shard }) => shard))].sort((a, b) => a - b);
  const accounts = shards.map((shard) => new AccountsStack(app, zone, { shard, organization }));
  const upstream = { organization, accounts };
  if (zone.guardrails.length > 0) new GuardrailsStack(app, zone, upstream);
  const detectors = hasDetectors(zone) ? new DetectorsStack(app, zone, upstream) : undefined;
  const delegations = hasDelegations(zone) ? new DelegationsStack(app, zone, { ...upstream, detectors }) : undefined;
  if (zone.identity !== undefined) new IdentityStack(app, zone, upstream);
  const logArchive = zone.trail.mode === "off" ? undefined : new LogArchiveStack(app, zone, upstream);
  const security = zone.alerting.mode === "off" ? undefined : new SecurityStack(app, zone, upstream);
  const monitoring =
    logArchive === undefined && security === undefined
      ? undefined
      : new MonitoringStack(app, zone, { ...upstream, logArchive, security });
  if (ownStateBucket(zone.backend) !== undefined) new StateBackendStack(app, zone);
  if (zone.pipeline !== undefined) new PipelineStack(app, zone);
  if (delegations !== undefined && hasDetection(zone)) {
    new DetectionStack(app, zone, { ...upstream, delegations, detectors, security, monitoring });
  }
  const recorded = addBaselines(app, zone, { ...upstream, security, monitoring, logArchive }, baselines);
  if (delegations !== undefined && recorded.length > 0) {
    new ConfigRulesStack(app, zone, { accounts, delegations, recorded });
  }
  return app;
}
