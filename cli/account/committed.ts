import { checkConfiguration } from "../../model/check";
import { loadEarlierConfig } from "../earlier-config";
import { Failure } from "../failure";
import { type Organization, organizationOf } from "./organization";

/**
 * The organization as the last commit describes it: what is not in it is part of the change that is being made.
 *
 * `undefined` where the configuration is in no repository, or the commit has none that can be read.
 */
export function committedOrganization(file: string, today: string): Organization | undefined {
  try {
    const { config, ledger } = loadEarlierConfig("HEAD", file);
    const checked = checkConfiguration({ config, ledger: undefined, today });
    return checked.config === undefined ? undefined : organizationOf(checked.config, ledger);
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}
