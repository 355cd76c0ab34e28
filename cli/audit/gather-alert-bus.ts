import { type EventBridgeClient, ListRulesCommand, ListTargetsByRuleCommand } from "@aws-sdk/client-eventbridge";
import { SEVERITIES } from "../../catalogue/alerts";
import type { LandingZone } from "../../model/landing-zone";
import { namesOf } from "../../model/names";
import { call, nameOf } from "../preflight/observe";
import type { AuditClients } from "./clients";
import type { LiveAlertBus, LiveRule } from "./evidence";
import { countConfirmedIfThere } from "./gather-detection";
import { inParallel } from "./in-parallel";
import { readOnlySession } from "./read-only-session";

const AT_ONCE = 4;

/** Looks at the bus, its rules and the topics in the security account, by the role that Terraform assumes there. */
export async function gatherAlertBus(
  clients: AuditClients,
  zone: LandingZone,
  accountId: string,
): Promise<LiveAlertBus> {
  const names = namesOf(zone);
  const { events, sns } = clients.alertingOf(await readOnlySession(clients, zone, accountId, "rootstock-audit"));
  const rules = await listRules(events, names.eventBus);
  const topics = SEVERITIES.map((severity) => names.topic(severity));
  const subscribers = await inParallel(topics, AT_ONCE, async (name) => {
    const arn = `arn:${zone.partition}:sns:${zone.homeRegion}:${accountId}:${name}`;
    return [name, await countConfirmedIfThere(sns, arn)] as const;
  });
  return { rules, subscribers: Object.fromEntries(subscribers) };
}

async function listRules(client: EventBridgeClient, EventBusName: string): Promise<readonly LiveRule[] | undefined> {
  const found = await call("events:ListRules", async () => {
    try {
      return await everyRule(client, EventBusName);
    } catch (error) {
      if (nameOf(error).startsWith("ResourceNotFound")) return undefined;
      throw error;
    }
  });
  if (found === undefined) return undefined;
  return inParallel(found, AT_ONCE, async ({ name, isEnabled }) => {
    // A rule has at most five targets, which is less than a page.
    const { Targets = [] } = await call("events:ListTargetsByRule", () =>
      client.send(new ListTargetsByRuleCommand({ EventBusName, Rule: name })),
    );
    return { name, isEnabled, targetArns: Targets.map(({ Arn = "" }) => Arn) };
  });
}

type Rule = Pick<LiveRule, "name" | "isEnabled">;

/** EventBridge has no paginator in the SDK. */
async function everyRule(client: EventBridgeClient, EventBusName: string): Promise<readonly Rule[]> {
  const found: Rule[] = [];
  let token: string | undefined;
  do {
    const { Rules = [], NextToken } = await client.send(
      new ListRulesCommand({ EventBusName, ...(token === undefined ? {} : { NextToken: token }) }),
    );
    found.push(...Rules.map(({ Name = "", State = "" }) => ({ name: Name, isEnabled: State.startsWith("ENABLED") })));
    token = NextToken;
  } while (token !== undefined);
  return found;
}
