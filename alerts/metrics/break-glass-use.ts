import { type NamingContext, namesOf } from "../../model/names";
import { breakGlassSessionPrefix, breakGlassUserPrefix, CREDENTIAL_CHANGES } from "../events/break-glass-use";

/** The same as the event alert, in whatever Region a sign-in is recorded. */
export function breakGlassUseFilter(zone: NamingContext): string {
  const user = `"${breakGlassUserPrefix(zone)}*"`;
  const changes = CREDENTIAL_CHANGES.map((eventName) => `($.eventName = ${eventName})`).join(" || ");
  const clauses = [
    `(($.eventName = AssumeRole) && ($.requestParameters.roleArn = "${namesOf(zone).breakGlassRoleArn}"))`,
    `(($.eventName = ConsoleLogin) && ($.userIdentity.userName = ${user}))`,
    `(($.eventName = SwitchRole) && ($.userIdentity.arn = "${breakGlassSessionPrefix(zone)}*"))`,
    `(($.requestParameters.userName = ${user}) && (${changes}))`,
  ];
  return `{ ${clauses.join(" || ")} }`;
}
