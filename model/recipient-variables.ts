import { SEVERITIES } from "../catalogue/alerts";
import type { LandingZone } from "./landing-zone";

/** The Terraform variables that hold HTTPS addresses of recipients, by name, sorted; they have no defaults. */
export function recipientVariables({ alerting }: Pick<LandingZone, "alerting">): readonly string[] {
  const recipients = SEVERITIES.flatMap((severity) => alerting.recipients[severity]);
  const names = recipients.flatMap((recipient) =>
    "httpsFromVariable" in recipient ? [recipient.httpsFromVariable] : [],
  );
  return [...new Set(names)].sort();
}
