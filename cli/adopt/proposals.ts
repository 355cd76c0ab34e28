import { GUARDRAILS } from "../../catalogue/guardrails";
import type { ContactKind } from "../../model/adoption-config";
import { BUILT_IN_GUARDRAIL_IDS } from "../../model/mechanisms";
import { ROOT_ACCESS_FEATURES } from "./adopted-config";
import type { AdoptedOrganization } from "./adopted-organization";

/** One thing that an adopted organization lacks, with the change that would put it right. */
export interface Proposal {
  readonly title: string;
  /** Why, and what it needs first. */
  readonly why: string;
  /** What to write into the configuration, line by line; empty where it is done elsewhere. */
  readonly edit: readonly string[];
}

/** What to do about an adopted organization, in the order in which it is best done: one pull request each. */
export function proposalsFor(organization: AdoptedOrganization): readonly Proposal[] {
  return [
    ...denyRootWithoutNull(organization),
    ...services(organization),
    ...contacts(organization),
    ...rootAccess(organization),
    ...rootAccounts(organization),
    ...recoveryUnit(organization),
    ...tagging(),
    ...trails(organization),
    ...alerting(),
    ...denyRoot(organization),
    ...companions(),
    ...baseline(),
    ...waivers(organization),
  ];
}

/** First, because today nobody could recover an account. */
function denyRootWithoutNull({ sound }: AdoptedOrganization): readonly Proposal[] {
  return sound.waived
    .filter(({ rule }) => rule === "root-deny-without-null")
    .map(({ message, path }) => ({
      title: `Let root sessions through: ${path.slice(0, 2).join(".")}`,
      why: `${message}: as long as it is so, central root access cannot recover an account.`,
      edit: [`policies/${path[1]}.json, in the Condition of the statement:`, '"Null": { "aws:AssumedRoot": "true" }'],
    }));
}

function services({ choices, adopted }: AdoptedOrganization): readonly Proposal[] {
  const { logArchive, security } = adopted.config.services;
  const names = { logArchive: "the log archive", security: "the security tooling" } as const;
  return choices.guessed.map((service) => ({
    title: `Say which account holds ${names[service]}`,
    why: "Nothing in the organization tells, so it is a guess. Correct it before the trail or alerting is switched on: later it cannot be changed.",
    edit: [`services: { logArchive: "${logArchive}", security: "${security}" },`],
  }));
}

function contacts({ adopted, live, tree }: AdoptedOrganization): readonly Proposal[] {
  const { invented, set, differing } = adopted.contacts;
  const count = (
    of: (kinds: readonly ContactKind[]) => boolean,
    by: ReadonlyMap<string, readonly ContactKind[]>,
  ): number => [live.managementAccount, ...tree.active].filter(({ id }) => of(by.get(id) ?? [])).length;
  const missing = count((kinds) => kinds.length < 3, set);
  const others = count((kinds) => kinds.length > 0, differing);
  return [
    ...(invented.length === 0
      ? []
      : [
          {
            title: `Name the ${invented.join(", ")} contact`,
            why: "No account has one. What stands in the configuration is a stand-in, which Terraform sets nowhere.",
            edit: invented.map(
              (kind) => `contacts.${kind}: { name: "...", title: "...", email: "...", phone: "..." },`,
            ),
          },
        ]),
    ...(missing === 0
      ? []
      : [
          {
            title: `Set all three alternate contacts on every account (${missing} lack some)`,
            why: `AWS asks them when the owner of an account cannot be reached (CIS 1.1 and 1.2).${others === 0 ? "" : ` On ${others} accounts the apply replaces contacts that name somebody else.`}`,
            edit: ["Take `alternateContacts` out at the top, and on accounts and the management account."],
          },
        ]),
  ];
}

function rootAccess({ live, adopted }: AdoptedOrganization): readonly Proposal[] {
  if (adopted.config.rootAccess === undefined) return [];
  const on = live.rootAccessFeatures.length === 0 ? "none of it is on" : `on is only ${live.rootAccessFeatures.join()}`;
  return [
    {
      title: "Switch central root access on",
      why: `It is the only way to recover an account without its long-term root, and deny-root relies on it; ${on} of ${ROOT_ACCESS_FEATURES.join(" and ")}.`,
      edit: ["Take `rootAccess` out, and iam.amazonaws.com out of `deferred.trustedServices` if it is there."],
    },
  ];
}

function rootAccounts({ adopted }: AdoptedOrganization): readonly Proposal[] {
  const keys = Object.keys(adopted.config.rootAccounts ?? {});
  if (keys.length === 0) return [];
  return [
    {
      title: `Move ${keys.length === 1 ? "one account" : `${keys.length} accounts`} from the root into units`,
      why: `No unit's guardrail binds ${keys.join(", ")}. A move takes the policies of the new unit with it: read \`npm run explain -- --before HEAD\` first.`,
      edit: keys.map((key) => `Move "${key}" from rootAccounts to the accounts of a unit.`),
    },
  ];
}

function recoveryUnit({ live }: AdoptedOrganization): readonly Proposal[] {
  const existing = live.units.find(({ name, parentId }) => parentId === live.rootId && /^recovery$/i.test(name));
  return [
    {
      title: existing === undefined ? "Create the Recovery OU" : "Declare the Recovery OU",
      why: "deny-root and alerting need it: an empty unit below the root, the one place in which long-term root can be used.",
      edit:
        existing === undefined
          ? ['organizationalUnits: recovery: { name: "Recovery", purpose: "recovery" },']
          : [`On the unit "${existing.name}": purpose: "recovery". It must be empty and have no policy of its own.`],
    },
  ];
}

function tagging(): readonly Proposal[] {
  return [
    {
      title: "Let Terraform write tags",
      why: "Recovery entries and costs rely on them. The tags that were found are in the configuration: the apply adds to them, and units' tags come down to their accounts.",
      edit: ["Take `tagging` out."],
    },
  ];
}

function trails({ live }: AdoptedOrganization): readonly Proposal[] {
  const existing = live.trails.filter(({ isOrganizationTrail }) => isOrganizationTrail);
  const named = existing.map(({ name, homeRegion, bucket }) => `${name} (${homeRegion}, bucket ${bucket})`).join("; ");
  const after =
    existing.length === 0
      ? "There is no organization trail."
      : `There ${existing.length === 1 ? "is one" : `are ${existing.length}`} already: ${named}. Nobody touches ${existing.length === 1 ? "it" : "them"}; every copy of management events but the first is billed, so retire what the new one replaces once its archive has what you must keep.`;
  return [
    {
      title: existing.length > 1 ? "Replace duplicate organization trails by one" : "Switch the organization trail on",
      why: `Terraform makes a trail of its own with an archive that nobody can delete. ${after}`,
      edit: ['trail: { mode: "observe" }, later take `trail` out; cloudtrail.amazonaws.com must not be deferred.'],
    },
  ];
}

function alerting(): readonly Proposal[] {
  return [
    {
      title: "Switch alerting on",
      why: "Without it nobody hears of a root sign-in. It needs the Recovery OU.",
      edit: ["Take `alerting` and `review` out."],
    },
  ];
}

function denyRoot({ adopted }: AdoptedOrganization): readonly Proposal[] {
  const [first = "sandboxes"] = Object.keys(adopted.config.organizationalUnits);
  return [
    {
      title: "Deny long-term root, unit by unit",
      why: "Last of the protections, when central root access, the Recovery OU and alerting are in force. Begin with the unit that matters least, end at the root.",
      edit: [`denyRoot: { attachTo: ["${first}"] }, later denyRoot: { attachTo: "root" }`],
    },
  ];
}

function companions(): readonly Proposal[] {
  const ids = BUILT_IN_GUARDRAIL_IDS.filter((id) => id !== "deny-root" && GUARDRAILS[id].default === "enforce");
  return [
    {
      title: `Switch the ${ids.length} companion guardrails on`,
      why: "They keep what protects from being switched off. `npm run explain -- --before HEAD` says who loses what.",
      edit: ids.map((id) => `companionGuardrails: take "${id}" out: ${GUARDRAILS[id].title}.`),
    },
  ];
}

function baseline(): readonly Proposal[] {
  return [
    {
      title: "Switch the baseline and the analyzers on",
      why: "Defaults of accounts and the free analyzers of external access. Terraform needs the account access role in every account; accounts that were invited may lack it.",
      edit: ['baseline: { mode: "observe" }, later take `baseline` and `detection` out.'],
    },
  ];
}

function waivers({ sound }: AdoptedOrganization): readonly Proposal[] {
  return (sound.config.waivers ?? []).map(({ rule, reason, until }) => ({
    title: `Keep the rule ${rule}`,
    why: `It is waived until ${until}. ${reason} Broken at: ${placesOf(rule, sound.waived)}.`,
    edit: [`Put that right, then take the waiver of ${rule} out.`],
  }));
}

const PLACES_SHOWN = 5;

function placesOf(rule: string, waived: AdoptedOrganization["sound"]["waived"]): string {
  const places = waived.filter((problem) => problem.rule === rule).map(({ path }) => path.join(".") || "the top");
  const shown = places.slice(0, PLACES_SHOWN).join(", ");
  return places.length > PLACES_SHOWN ? `${shown} and ${places.length - PLACES_SHOWN} more` : shown;
}
