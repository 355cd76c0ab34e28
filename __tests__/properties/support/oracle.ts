import { runSimulation, runUnsafeSimulation, type Simulation } from "@cloud-copilot/iam-simulate";
import { forOracle } from "./oracle-deviations";
import { FULL_ACCESS, type OrganizationCase, RCP_FULL_ACCESS } from "./organization-case";
import { isMultivalued } from "./vocabulary";

const ACCOUNT = "111111111111";

/** Allows everything to everybody of the account, so that organization policies alone decide. */
const EVERYTHING_TO_THE_ACCOUNT = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: "*", Resource: "*" }],
};

/** The case in the words of the oracle. */
function simulationOf({ scps, rcps, request }: OrganizationCase, isValidated: boolean): Simulation {
  const named = (policies: readonly unknown[], level: number) => ({
    orgIdentifier: `level-${level}`,
    policies: policies.map((policy, index) => ({ name: `policy-${level}-${index}`, policy })),
  });
  return {
    request: {
      principal: `arn:aws:iam::${ACCOUNT}:role/caller`,
      action: request.action,
      resource: { resource: request.resource, accountId: ACCOUNT },
      contextVariables: Object.fromEntries(
        Object.entries(request.context).map(([key, values]) => [key, contextValue(key, values)]),
      ),
    },
    identityPolicies: [{ name: "everything", policy: FULL_ACCESS }],
    ...(isValidated ? { resourcePolicy: EVERYTHING_TO_THE_ACCOUNT } : {}),
    serviceControlPolicies: scps.map(named),
    // Validation adds RCPFullAWSAccess itself and refuses any other Allow.
    resourceControlPolicies: rcps.map((policies, level) =>
      named(isValidated ? policies : [RCP_FULL_ACCESS, ...policies], level),
    ),
    additionalSettings: { s3: { bucketAbacEnabled: true } },
  };
}

function contextValue(key: string, values: readonly string[]): string | string[] {
  const [first = ""] = values;
  return isMultivalued(key) ? [...values] : first;
}

/** Whether a case can do without the oracle's validation; see `star-as-resource` and `keys-need-a-policy`. */
export function needsNoValidation({ request }: OrganizationCase): boolean {
  return request.resource !== "*" && !request.action.toLowerCase().startsWith("kms:");
}

/**
 * Whether the oracle allows a request, by its front door: policies, action, resource and keys are validated.
 *
 * @throws Error when it refuses the case, or ignores a key of it
 */
export async function validatedOracleAllows(organizationCase: OrganizationCase): Promise<boolean> {
  const result = await runSimulation(simulationOf(forOracle(organizationCase), true), {});
  if (result.resultType !== "single") throw new Error(`the oracle refuses the case: ${JSON.stringify(result)}`);
  const { ignoredContextKeys } = result.result;
  if (ignoredContextKeys !== undefined && ignoredContextKeys.length > 0) {
    throw new Error(`the oracle ignores ${ignoredContextKeys.join(", ")}`);
  }
  return result.overallResult === "Allowed";
}

/** Whether the oracle allows a request, without its validation: twice as fast, and it takes names that do not exist. */
export function oracleAllows(organizationCase: OrganizationCase): boolean {
  return untranslatedOracleAllows(forOracle(organizationCase));
}

/** What the oracle says of a case as it stands, known deviations included. */
export function untranslatedOracleAllows(organizationCase: OrganizationCase): boolean {
  return runUnsafeSimulation(simulationOf(organizationCase, false), {}) === "Allowed";
}
