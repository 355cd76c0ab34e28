import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type AdoptionFiles, adoptOrganization } from "../../cli/adopt/adopt-organization";
import type { LiveOrganization } from "../../cli/adopt/live-organization";
import { formatLedger } from "../../cli/load-ledger";
import { validateConfiguration } from "../../policies/validate";
import { TODAY } from "../support/checked";
import { configOf, randomOrganization } from "../support/live-organization";
import { type StackJson, synthesize } from "../support/synthesize";

const RUNS = 150;

function adopt(live: LiveOrganization): AdoptionFiles {
  return adoptOrganization({ live, given: {}, today: TODAY, model: "../model/define-landing-zone" });
}

interface ImportBlock {
  readonly to: string;
  readonly id: string;
}

function importsOf(stack: StackJson): readonly ImportBlock[] {
  return (Reflect.get(stack, "import") as readonly ImportBlock[] | undefined) ?? [];
}

/** The ids by which everything is imported that Terraform can manage, as the snapshot has it. */
function existing(live: LiveOrganization, files: AdoptionFiles): readonly string[] {
  const active = live.accounts.filter(({ state }) => state === "ACTIVE");
  const nodes = new Set([live.rootId, ...live.units.map(({ id }) => id), ...active.map(({ id }) => id)]);
  const imported = new Set(Object.values(files.ledger.adoption?.policies ?? {}).map(({ id }) => id));
  const foreign = live.policies.filter(({ id }) => imported.has(id));
  return [
    live.id,
    ...(files.ledger.adoption?.centralRootAccess === true ? [live.id] : []),
    ...live.units.map(({ id }) => id),
    ...active.map(({ id }) => id),
    ...foreign.map(({ id }) => id),
    ...foreign.flatMap(({ id, targets }) => targets.filter((node) => nodes.has(node)).map((node) => `${node}:${id}`)),
  ];
}

describe("for random organizations", () => {
  test("the configuration passes every rule, and synthesis changes nothing in the ledger", () => {
    fc.assert(
      fc.property(randomOrganization, (live) => {
        const files = adopt(live);
        const { ledger } = files;
        const checked = validateConfiguration({ config: configOf(files), ledger, today: TODAY });
        expect(checked.problems).toEqual([]);
        expect(checked.nextLedger && formatLedger(checked.nextLedger)).toBe(formatLedger(ledger));
      }),
      { numRuns: RUNS },
    );
  });

  test("every resource is imported exactly once, and everything that exists is", () => {
    fc.assert(
      fc.property(randomOrganization, (live) => {
        const files = adopt(live);
        const { stacks } = synthesize(configOf(files), files.ledger);
        const ids: string[] = [];
        for (const stack of Object.values(stacks)) {
          const addresses = Object.entries(stack.resource ?? {})
            .filter(([type]) => type !== "terraform_data")
            .flatMap(([type, byName]) => Object.keys(byName).map((name) => `${type}.${name}`));
          const imports = importsOf(stack);
          expect(imports.map(({ to }) => to).sort()).toEqual(addresses.sort());
          expect(stack.resource?.terraform_data?.ledger?.for_each).toBe("${toset([])}");
          ids.push(...imports.filter(({ to }) => !to.startsWith("aws_account_alternate_contact.")).map(({ id }) => id));
        }
        expect(ids.sort()).toEqual([...existing(live, files)].sort());
      }),
      { numRuns: RUNS },
    );
  });

  test("a second adoption, however much later, is the same bytes", () => {
    fc.assert(
      fc.property(randomOrganization, (live) => {
        const first = adopt(live);
        const second = adoptOrganization({
          live,
          given: {},
          today: "2026-12-24",
          model: "../model/define-landing-zone",
          earlier: first.ledger.adoption,
        });
        expect(second.config).toBe(first.config);
        expect(formatLedger(second.ledger)).toBe(formatLedger(first.ledger));
        expect(second.report).toBe(first.report);
      }),
      { numRuns: RUNS },
    );
  });
});
