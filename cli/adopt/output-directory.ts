import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Adoption, Ledger } from "../../model/ledger";
import { Failure } from "../failure";
import { LEDGER_NAME, readLedger, writeLedger } from "../load-ledger";
import { readIfThere } from "../read-if-there";
import { writeWhole } from "../write-whole";
import { type AdoptionFiles, digestOf } from "./adopt-organization";

const CONFIG_NAME = "organization.ts";
const REPORT_NAME = "adoption-report.md";
const POLICIES_NAME = "policies";

/** The directory that an adoption is written to: a configuration of people's is never written over. */
export class OutputDirectory {
  constructor(readonly directory: string) {}

  /** The path of the configuration. */
  get configFile(): string {
    return path.join(this.directory, CONFIG_NAME);
  }

  get reportFile(): string {
    return path.join(this.directory, REPORT_NAME);
  }

  get ledgerFile(): string {
    return path.join(this.directory, LEDGER_NAME);
  }

  /**
   * What an earlier run remembered of this organization; `undefined` when nothing is there yet.
   *
   * @throws Failure when what is there is another organization's, or was edited
   */
  earlierAdoption(organizationId: string): Adoption | undefined {
    const ledger = readLedger(this.ledgerFile);
    const config = readIfThere(this.configFile);
    if (ledger === undefined && config === undefined) return undefined;
    const adoption = ledger?.adoption;
    if (adoption?.organizationId !== organizationId)
      throw this.occupied("is there already, and is not of this adoption");
    // Without a configuration, a run was killed between the ledger and the configuration.
    if (config !== undefined && digestOf(config, this.policies()) !== adoption.digest) {
      throw this.occupied("was edited since it was adopted");
    }
    return adoption;
  }

  /** Writes what has changed; answers the names of the files that it wrote. The ledger comes first: it tells whose the rest is. */
  write({ config, policies, ledger, report }: AdoptionFiles): readonly string[] {
    mkdirSync(path.join(this.directory, ...(policies.size === 0 ? [] : [POLICIES_NAME])), { recursive: true });
    const files: readonly (readonly [string, string])[] = [
      ...[...policies].map(([key, text]) => [path.join(POLICIES_NAME, `${key}.json`), text] as const),
      [REPORT_NAME, report],
      [CONFIG_NAME, config],
    ];
    const isNewLedger = writeLedger(this.ledgerFile, ledger);
    const written = files.filter(([name, text]) => writeChanged(path.join(this.directory, name), text));
    return [...(isNewLedger ? [LEDGER_NAME] : []), ...written.map(([name]) => name)];
  }

  /**
   * Forgets what had to be imported, once Terraform has imported it.
   *
   * @throws Failure when nothing is being adopted here
   */
  finish(): Adoption {
    const { adoption, ...ledger } = readLedger(this.ledgerFile) ?? NO_LEDGER;
    if (adoption === undefined) {
      throw new Failure(
        `Nothing is being adopted in ${this.directory}: ${LEDGER_NAME} has nothing to import`,
        "Run `npm run adopt` first, or leave it: the adoption is finished.",
      );
    }
    writeLedger(this.ledgerFile, ledger);
    return adoption;
  }

  private policies(): ReadonlyMap<string, string> {
    const directory = path.join(this.directory, POLICIES_NAME);
    const names = existsSync(directory) ? readdirSync(directory).filter((name) => name.endsWith(".json")) : [];
    return new Map(
      names.map((name) => [name.slice(0, -".json".length), readFileSync(path.join(directory, name), "utf8")]),
    );
  }

  private occupied(why: string): Failure {
    return new Failure(
      `The configuration ${this.configFile} ${why}, and adopt never writes over one`,
      "Name another directory with --output, or move the files away.",
    );
  }
}

const NO_LEDGER: Ledger = { version: 1, managementAccountId: "", identities: {} };

function writeChanged(file: string, text: string): boolean {
  if (readIfThere(file) === text) return false;
  writeWhole(file, text);
  return true;
}
