import { compareKeys } from "../next-ledger";
import type { ModelRule } from "../rule";
import * as accountExpiry from "./account-expiry";
import * as accountLifecycle from "./account-lifecycle";
import * as accountMetadata from "./account-metadata";
import * as accounts from "./accounts";
import * as adoption from "./adoption";
import * as alerting from "./alerting";
import * as approvals from "./approvals";
import * as backend from "./backend";
import * as baseline from "./baseline";
import * as contacts from "./contacts";
import * as custody from "./custody";
import * as datesAndReasons from "./dates-and-reasons";
import * as delegations from "./delegations";
import * as detection from "./detection";
import * as emails from "./emails";
import * as guardrailOptions from "./guardrail-options";
import * as guardrails from "./guardrails";
import * as identity from "./identity";
import * as keys from "./keys";
import * as ledger from "./ledger";
import * as lists from "./lists";
import * as modules from "./modules";
import * as names from "./names";
import * as neighbours from "./neighbours";
import * as organizationalUnits from "./organizational-units";
import * as pipeline from "./pipeline";
import * as proofs from "./proofs";
import * as quotas from "./quotas";
import * as recovery from "./recovery";
import * as references from "./references";
import * as regions from "./regions";
import * as review from "./review";
import * as rollout from "./rollout";
import * as services from "./services";
import * as tags from "./tags";
import * as teardown from "./teardown";
import * as trail from "./trail";
import * as waivers from "./waivers";

/** Every rule of the model, by subject and then by id: whatever a module of rules exports is one. */
export const MODEL_RULES: readonly ModelRule[] = [
  names,
  neighbours,
  keys,
  organizationalUnits,
  accounts,
  accountMetadata,
  accountExpiry,
  emails,
  services,
  references,
  lists,
  contacts,
  regions,
  recovery,
  custody,
  tags,
  quotas,
  guardrails,
  guardrailOptions,
  adoption,
  proofs,
  trail,
  alerting,
  review,
  rollout,
  baseline,
  modules,
  delegations,
  detection,
  identity,
  backend,
  pipeline,
  teardown,
  approvals,
  datesAndReasons,
  waivers,
  ledger,
  accountLifecycle,
].flatMap((subject) => Object.values<ModelRule>(subject).sort((a, b) => compareKeys(a.id, b.id)));
