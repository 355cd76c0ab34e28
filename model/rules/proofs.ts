import { type ConfigFacts, defineRule } from "../rule";

/** An action, or a pattern of actions of one service or of several. */
const ACTION = /^(?:\*|[a-z0-9*?-]+:[a-z0-9*?]+)$/i;

/** A key has a prefix: `aws:`, or that of a service or an identity provider. */
const CONTEXT_KEY = /^[^\s:]+:\S+$/;

/** What is no action is denied to nobody and proves nothing. */
export const proofActionForm = defineRule<ConfigFacts>({
  id: "proof-action-form",
  doc: "The action of a proof is written as `service:Name`, with `*` and `?` as wildcards, or `*` alone.",
  waivable: false,
  *breaches({ config: { proofs = [] } }) {
    for (const [index, { action }] of proofs.entries()) {
      if (ACTION.test(action)) continue;
      yield {
        path: ["proofs", index, "action"],
        message: `${JSON.stringify(action)} is no action`,
        remedy: "Write it as service:Name, for example s3:DeleteBucket or cloudtrail:*.",
      };
    }
  },
});

/** A key that no request carries proves nothing. */
export const proofContextForm = defineRule<ConfigFacts>({
  id: "proof-context-form",
  doc: "The context of a proof names condition keys with their prefix, and a list of values is not empty.",
  waivable: false,
  *breaches({ config: { proofs = [] } }) {
    for (const [index, { context = {} }] of proofs.entries()) {
      for (const [key, value] of Object.entries(context)) {
        const path = ["proofs", index, "context", key];
        if (!CONTEXT_KEY.test(key)) {
          yield {
            path,
            message: `${JSON.stringify(key)} is no condition key`,
            remedy: "Write it with its prefix, for example aws:RequestedRegion.",
          };
        } else if (Array.isArray(value) && value.length === 0) {
          yield {
            path,
            message: `the condition key "${key}" has no value`,
            remedy: "Give it one, or write null for a key that the request does not carry.",
          };
        }
      }
    }
  },
});

/** Which of two equal lines was meant otherwise, nobody can tell. */
export const proofOnce = defineRule<ConfigFacts>({
  id: "proof-once",
  doc: "No two proofs ask the same.",
  waivable: false,
  *breaches({ config: { proofs = [] } }) {
    const asked = proofs.map(({ account, principal, action, resource, context = {} }) =>
      JSON.stringify([account, principal, action.toLowerCase(), resource, Object.entries(context).sort()]),
    );
    for (const [index, question] of asked.entries()) {
      if (asked.indexOf(question) === index) continue;
      yield {
        path: ["proofs", index],
        message: `proof ${asked.indexOf(question) + 1} already asks this`,
        remedy: "Keep one of them.",
      };
    }
  },
});
