import { resolveBaselines } from "../baseline";
import { type ConfigFacts, defineRule } from "../rule";

/** What is switched off cannot be delegated. */
export const delegationOfWhatIsOff = defineRule<ConfigFacts>({
  id: "delegation-of-what-is-off",
  doc: "Only central root access that is enforced and a trail that is not off are delegated to the security account.",
  waivable: false,
  *breaches({ config: { rootAccess, trail } }) {
    if (rootAccess?.delegateToSecurityAccount === true && (rootAccess.mode ?? "enforce") !== "enforce") {
      yield {
        path: ["rootAccess", "delegateToSecurityAccount"],
        message: "central root access is delegated, but not enforced",
        remedy: 'Set rootAccess.mode to "enforce", or take delegateToSecurityAccount out.',
      };
    }
    if (trail?.delegatedAdministrator === true && trail.mode === "off") {
      yield {
        path: ["trail", "delegatedAdministrator"],
        message: "the trail is delegated, but off",
        remedy: "Switch the trail on, or take delegatedAdministrator out.",
      };
    }
  },
});

/** Its events are recorded in its own account and Region, and forwarded by its baseline alone. */
export const delegationUnwatched = defineRule<ConfigFacts>({
  id: "delegation-unwatched",
  doc: "A security account that administers central root access or the trail has a baseline, which forwards its events.",
  waivable: true,
  *breaches({ config }) {
    const { rootAccess, trail, services } = config;
    const delegated = rootAccess?.delegateToSecurityAccount === true || trail?.delegatedAdministrator === true;
    const mode = resolveBaselines(config, undefined).members.get(services.security)?.mode;
    if (!delegated || config.alerting?.mode === "off" || mode?.value !== "off") return;
    yield {
      path: mode.path,
      message: `nothing forwards what "${services.security}" does as a delegated administrator`,
      remedy: 'Give the account a baseline ("observe" is enough), or take the delegation out.',
    };
  },
});

/** AWS Organizations API reference, EnableAWSServiceAccess, `ServicePrincipal`. */
export const trustedServiceForm = defineRule<ConfigFacts>({
  id: "trusted-service-form",
  doc: "A trusted service is a service principal such as `ram.amazonaws.com`.",
  waivable: false,
  *breaches({ config: { trustedServices = [] } }) {
    for (const [index, service] of trustedServices.entries()) {
      if (/^[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*\.amazonaws\.com$/.test(service) && service.length <= 128) continue;
      yield {
        path: ["trustedServices", index],
        message: `"${service}" is not the principal of an AWS service`,
        remedy: 'Write it like "ram.amazonaws.com".',
      };
    }
  },
});
