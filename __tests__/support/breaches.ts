import type { LandingZoneConfig } from "../../model/config";
import type { LandingZone } from "../../model/landing-zone";
import { formatPath } from "../../model/problem";
import { resolve } from "../../model/resolve";
import type { Rule } from "../../model/rule";

/** What a policy rule says of a configuration: `path: message` each. */
export function breachesOf(rule: Rule<LandingZone>, config: LandingZoneConfig): readonly string[] {
  return rule.check(resolve(config, undefined).zone).map(({ path, message }) => `${formatPath(path)}: ${message}`);
}
