import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Original, readOriginal } from "../../../cli/account/proposal";
import type { Ledger } from "../../../model/ledger";
import { nextLedger } from "../../../model/next-ledger";
import { exampleConfig } from "../../support/example-config";

const ROOT = path.resolve(__dirname, "../../..");

/** What every configuration of a test begins with. */
export const DEFINE = `import { defineLandingZone } from "${ROOT}/model/define-landing-zone";\n`;

const SETTINGS = `
export const settings = {
  name: "acme",
  homeRegion: "eu-central-1",
  managementAccount: { id: "111111111111", name: "acme-management", email: "aws+management@acme.example" },
  rootEmail: { domains: ["acme.example"], mailboxes: ["aws@acme.example"] },
  contacts: {
    security: { name: "Security", title: "Security", email: "security@acme.example", phone: "+49 30 1234 100" },
    operations: { name: "Platform", title: "Platform", email: "platform@acme.example", phone: "+49 30 1234 200" },
    billing: { name: "Finance", title: "Finance", email: "finance@acme.example", phone: "+49 30 1234 300" },
  },
  services: { logArchive: "log-archive", security: "security-tooling" },
} as const;
export const base = {
  security: {
    name: "Security",
    accounts: {
      "log-archive": { email: "aws+log-archive@acme.example" },
      "security-tooling": { email: "aws+security-tooling@acme.example" },
    },
  },
  recovery: { name: "Recovery", purpose: "recovery" },
} as const;
export const shopAccounts = { "shop-prod": { email: "aws+shop-prod@acme.example" } } as const;
export const shopUnits = { workloads: { name: "Workloads", accounts: shopAccounts } } as const;
`;

/** A directory with configurations, and the module \`./settings\` that they may import. */
export class ConfigFiles {
  private readonly directory = mkdtempSync(path.join(tmpdir(), "rootstock-account-"));
  private count = 0;

  constructor() {
    this.write("settings.ts", SETTINGS);
  }

  /** Writes a file, and answers its path. */
  write(name: string, text: string): string {
    const file = path.join(this.directory, name);
    writeFileSync(file, text);
    return file;
  }

  /** Writes a configuration under a name of its own: a module is loaded once only. */
  config(text: string, extension = ".ts"): string {
    this.count += 1;
    return this.write(`organization-${this.count}${extension}`, text);
  }

  original(text: string, extension = ".ts", ledger?: Ledger): Original {
    return readOriginal(this.config(text, extension), ledger, "2026-11-22");
  }

  remove(): void {
    rmSync(this.directory, { recursive: true });
  }
}

/** The ledger of the example. */
export function exampleLedger(): Ledger {
  return nextLedger(exampleConfig(), undefined);
}

/** Lines that went and lines that came, by the longest common subsequence: nothing of the code under test. */
export function changedLines(before: string, after: string): { readonly gone: string[]; readonly come: string[] } {
  const [old, now] = [before.split("\n"), after.split("\n")];
  const lengths = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  const at = (row: number, column: number): number => lengths[row]?.[column] ?? 0;
  for (let row = old.length - 1; row >= 0; row -= 1) {
    for (let column = now.length - 1; column >= 0; column -= 1) {
      const isSame = old[row] === now[column];
      (lengths[row] ?? [])[column] = isSame
        ? at(row + 1, column + 1) + 1
        : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const [gone, come]: [string[], string[]] = [[], []];
  for (let row = 0, column = 0; row < old.length || column < now.length; ) {
    if (row < old.length && column < now.length && old[row] === now[column]) {
      row += 1;
      column += 1;
    } else if (row < old.length && (column >= now.length || at(row + 1, column) >= at(row, column + 1))) {
      gone.push(old[row] ?? "");
      row += 1;
    } else {
      come.push(now[column] ?? "");
      column += 1;
    }
  }
  return { gone, come };
}
