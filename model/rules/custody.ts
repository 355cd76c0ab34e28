import { type ConfigFacts, defineRule } from "../rule";

/** What two groups must hold separately, and what one group could do with both. */
const SEPARATE = [
  ["mailbox", "phone", "mailbox and phone together recover the root user"],
  ["password", "mfa", "password and MFA device together sign in as the root user"],
] as const;

/** An empty text in a runbook sends nobody anywhere. */
export const custodyNamed = defineRule<ConfigFacts>({
  id: "custody-named",
  doc: "Whoever holds the root user's mailbox, phone, password and MFA devices is named.",
  waivable: false,
  *breaches({ config: { custody } }) {
    if (custody === undefined) return;
    for (const part of ["mailbox", "phone", "password", "mfa"] as const) {
      if (custody[part].trim() !== "") continue;
      yield {
        path: ["custody", part],
        message: "nobody is named here",
        remedy: "Name the group, for example its mailbox or its place in the organization chart.",
      };
    }
  },
});

/** Root protection facts, emergency recovery: two channels, two groups. */
export const custodySeparate = defineRule<ConfigFacts>({
  id: "custody-separate",
  doc: "Mailbox and phone of the management account's root user are held by different groups, and so are password and MFA devices.",
  waivable: true,
  *breaches({ config: { custody } }) {
    if (custody === undefined) return;
    for (const [one, other, together] of SEPARATE) {
      const holder = normalized(custody[other]);
      if (holder === "" || normalized(custody[one]) !== holder) continue;
      yield {
        path: ["custody", other],
        message: `"${custody[other]}" also holds the ${one === "mailbox" ? "mailbox" : "password"}, and ${together}`,
        remedy: "Give one of them to another group.",
      };
    }
  },
});

function normalized(text: string): string {
  return text.trim().replaceAll(/\s+/g, " ").toLowerCase();
}
