import { ACCOUNT_IDENTITY_STS_ACTIONS, PERIMETER_SERVICES } from "../../catalogue/perimeter-services";
import type { OidcIssuer } from "../../model/guardrail-options";
import type { Statement } from "../policy-document";
import type { GuardrailBody } from "./guardrail-body";
import { sparingVendors } from "./perimeter";

/**
 * Denies principals outside the organization, and web identities of providers that were not declared.
 *
 * Spared are principals of the organization, root sessions and the management account's among them, AWS services, and
 * declared vendors. Nobody is exempt by the name of a role: strangers can give a role any name. Anonymous requests are
 * denied, so a bucket for the public needs a unit without this guardrail. Resources of the management account are not
 * bound, nor are service-linked roles.
 *
 * In Regions that were opened before August 2022 the access logs of load balancers are written by an account of AWS's
 * own, which belongs into `perimeter.vendorAccounts`.
 */
export const rcpIdentityPerimeter: GuardrailBody = (zone, ids) => {
  const { oidcIssuers } = zone.guardrailOptions;
  return [
    {
      Sid: "DenyStrangers",
      Effect: "Deny",
      Principal: "*",
      Action: [
        ...PERIMETER_SERVICES.filter((service) => service !== "sts").map((service) => `${service}:*`),
        ...ACCOUNT_IDENTITY_STS_ACTIONS,
      ],
      Resource: "*",
      Condition: {
        BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
        StringNotEqualsIfExists: {
          "aws:PrincipalOrgID": ids.organizationId,
          ...sparingVendors(zone, "aws:PrincipalAccount"),
        },
      },
    },
    denyOtherIssuers(oidcIssuers),
    ...oidcIssuers.filter(({ subjects }) => subjects.length > 0).map(denyOtherSubjects),
  ];
};

/** A token brings along the claims of its own provider only: of none of these providers there is a subject. */
function denyOtherIssuers(issuers: readonly OidcIssuer[]): Statement {
  const claims = Object.fromEntries(issuers.map(({ issuer }) => [`${issuer}:sub`, "true"]));
  return {
    Sid: "DenyOtherWebIdentities",
    ...WEB_IDENTITY,
    ...(issuers.length === 0 ? {} : { Condition: { Null: claims } }),
  };
}

function denyOtherSubjects({ issuer, subjects }: OidcIssuer, index: number): Statement {
  const claim = `${issuer}:sub`;
  return {
    Sid: `DenyOtherSubjects${index + 1}`,
    ...WEB_IDENTITY,
    Condition: { Null: { [claim]: "false" }, StringNotLike: { [claim]: subjects } },
  };
}

const WEB_IDENTITY = {
  Effect: "Deny",
  Principal: "*",
  Action: "sts:AssumeRoleWithWebIdentity",
  Resource: "*",
} as const satisfies Statement;
