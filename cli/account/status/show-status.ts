import type { Account, LandingZone } from "../../../model/landing-zone";
import { CLOCK } from "../../account-readiness";
import { gatherCaller } from "../../preflight/gather-facts";
import { observe } from "../../preflight/observe";
import { requireManagementAccount } from "../../preflight/require-management-account";
import { alertPathTests } from "./alert-path-tests";
import { statusClients } from "./clients";
import { gatherIdentityCenter } from "./gather-access";
import { gatherOrganizationId } from "./gather-organization-id";
import { handOver } from "./hand-over";
import { lookAt } from "./look";
import { formatStatus, rowLine, statusToJson } from "./present-status";
import { ASPECTS, type AspectId, type StatusRow } from "./row";
import { type Observer, once } from "./subject";
import { isReady, watchAccount } from "./watch";

/** Whose status is shown, and how. */
export interface StatusRequest {
  readonly zone: LandingZone;
  readonly account: Account;
  /** `undefined`: looks once, and sends no test. */
  readonly timeoutMinutes: number | undefined;
  readonly isJson: boolean;
  readonly signal: AbortSignal;
}

const MINUTE = 60_000;

/** Shows whether an account is ready, waiting for what is still to come; 0 when it is. */
export async function showStatus({ zone, account, timeoutMinutes, isJson, signal }: StatusRequest): Promise<number> {
  const clients = statusClients(zone.homeRegion);
  await requireManagementAccount(clients, zone);
  const { arn } = await gatherCaller(clients);
  const until = Date.now() + (timeoutMinutes ?? 0) * MINUTE;
  const observer: Observer = {
    zone,
    account,
    clients,
    organizationId: once(() => gatherOrganizationId(clients)),
    identityCenter: once(() => gatherIdentityCenter(clients, zone)),
    ...(timeoutMinutes === undefined ? {} : { sendTest: alertPathTests({ clients, zone, sender: arn, until, say }) }),
  };
  const { rows, member, isTimedOut } = await watchAccount({
    look: (aspects) => lookAt(observer, aspects, signal),
    deadlineMilliseconds: (timeoutMinutes ?? 0) * MINUTE,
    clock: CLOCK,
    signal,
    onLook: (changed, pending, left) => sayProgress(changed, timeoutMinutes === undefined ? [] : pending, left),
  });
  const portal = await observe(zone.identity === undefined ? async () => undefined : observer.identityCenter);
  const report = { rows, isTimedOut, handOver: handOver(observer, member?.id, portal) };
  process.stdout.write(isJson ? statusToJson(report) : formatStatus(report));
  return isReady(rows) ? 0 : 1;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function sayProgress(changed: readonly StatusRow[], pending: readonly AspectId[], leftMilliseconds: number): void {
  for (const row of changed) say(rowLine(row));
  if (pending.length === 0) return;
  const left = Math.max(0, Math.round(leftMilliseconds / 1000));
  const names = pending.map((aspect) => ASPECTS[aspect]).join(", ");
  say(`… ${names}: looking again, ${left} s left`);
}
