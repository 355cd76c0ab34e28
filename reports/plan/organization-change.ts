import type { PlanArea } from "../../catalogue/plan-subjects";
import type { ContactsConfig } from "../../model/config";
import type { NodeKey } from "./plan-facts";
import type { Action } from "./stack-plan";

/** A resource of a plan that a change is read from. */
export interface Evidence {
  readonly stack: string;
  readonly address: string;
}

/** One setting that changes, as texts fit to be shown: nothing in them is secret. */
export interface SettingChange {
  /** As Terraform names the argument. */
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** Something that happens to one account. */
export type AccountChange =
  | { readonly kind: "account-created"; readonly account: string; readonly name: string; readonly unit: NodeKey }
  | { readonly kind: "account-adopted"; readonly account: string; readonly unit: NodeKey }
  | {
      readonly kind: "account-moved" | "account-suspended";
      readonly account: string;
      readonly from: NodeKey;
      readonly to: NodeKey;
    }
  | { readonly kind: "account-renamed"; readonly account: string; readonly from: string; readonly to: string }
  | { readonly kind: "account-retagged"; readonly account: string; readonly tags: readonly string[] }
  | { readonly kind: "account-closing" | "account-released"; readonly account: string }
  | { readonly kind: "account-destroyed" | "account-replaced"; readonly account: string };

/** Something that happens to one organizational unit. */
export type UnitChange =
  | { readonly kind: "unit-created"; readonly unit: string; readonly name: string; readonly parent: NodeKey }
  | { readonly kind: "unit-adopted"; readonly unit: string }
  | { readonly kind: "unit-renamed"; readonly unit: string; readonly from: string; readonly to: string }
  | { readonly kind: "unit-retagged"; readonly unit: string; readonly tags: readonly string[] }
  | { readonly kind: "unit-released" | "unit-destroyed" | "unit-replaced"; readonly unit: string };

/** Something that happens to a guardrail, whichever policy its statements are in. */
export type GuardrailChange = {
  readonly kind: "guardrail-attached" | "guardrail-detached" | "guardrail-changed";
  readonly guardrail: string;
  /** Where it is attached. */
  readonly nodes: readonly NodeKey[];
  /** The accounts at or below these nodes that gain it, lose it, or see it change; sorted. */
  readonly accounts: readonly string[];
};

/** Something that happens to the organization itself. */
export type FoundationChange =
  | {
      readonly kind: "enabled" | "disabled";
      readonly feature: "trusted-access" | "policy-type" | "central-root-access" | "delegated-administrator";
      /** The service, policy type or feature. */
      readonly subject: string;
    }
  | { readonly kind: "key-renamed"; readonly from: string; readonly to: string }
  | {
      readonly kind: "contact-changed";
      readonly contact: keyof ContactsConfig;
      readonly action: "set" | "changed" | "removed";
      /** The arguments that change; their values are people's data and not shown. */
      readonly fields: readonly string[];
      /** The accounts whose contact it is, sorted; `management` is one of them. */
      readonly accounts: readonly string[];
    };

/** Something that happens to a resource of a part of the landing zone. */
export interface PartChange {
  readonly kind: "part";
  readonly area: PlanArea;
  readonly action: Exclude<Action, "no-op"> | "import";
  /** What it is, in the organization's language: `alarm`, `alert recipient`. */
  readonly noun: string;
  /** Its name, masked; empty where the noun says everything. */
  readonly name: string;
  /** Of a baseline: the account. */
  readonly account: string | undefined;
  /** Of a baseline: the accounts whose own are not planned because they change in the same way; sorted. @default none */
  readonly alike?: readonly string[];
  readonly settings: readonly SettingChange[];
}

/** One change in the organization's language, with what it is read from. */
export type OrganizationChange = (AccountChange | UnitChange | GuardrailChange | FoundationChange | PartChange) & {
  readonly evidence: readonly Evidence[];
};
