import { SEVERITIES } from "../../catalogue/alerts";
import type { RecipientConfig } from "../config";
import { ACCOUNT_ROLE_VARIABLE } from "../deployment-roles";
import { parseEmailAddress } from "../email-address";
import type { ConfigPath } from "../problem";
import { type Breach, type ConfigFacts, defineRule } from "../rule";

interface PlacedRecipient {
  readonly recipient: RecipientConfig;
  readonly path: ConfigPath;
}

function recipientLists({ config }: ConfigFacts): readonly (readonly PlacedRecipient[])[] {
  return SEVERITIES.map((severity) =>
    (config.alerting?.recipients?.[severity] ?? []).map((recipient, index) => ({
      recipient,
      path: ["alerting", "recipients", severity, index],
    })),
  );
}

/** An alert that reaches nobody is no alert. */
export const alertRecipients = defineRule<ConfigFacts>({
  id: "alert-recipients",
  doc: "Each severity whose recipients are given has at least one.",
  waivable: true,
  mechanism: "alerting",
  *breaches({ config: { alerting } }) {
    for (const severity of SEVERITIES) {
      if (alerting?.recipients?.[severity]?.length !== 0) continue;
      yield {
        path: ["alerting", "recipients", severity],
        message: `nobody is told of alerts of severity "${severity}"`,
        remedy: "Name a recipient, or take the setting out: then a contact is told.",
      };
    }
  },
});

/** Where an HTTPS address is kept is written here, never the address: whoever has it can send alerts. */
export const recipientForm = defineRule<ConfigFacts>({
  id: "recipient-form",
  doc: "A recipient is an e-mail address, the name of an SSM parameter or the name of a Terraform variable.",
  waivable: false,
  *breaches(facts) {
    for (const { recipient, path } of recipientLists(facts).flat()) {
      const breach = wrongRecipient(recipient, path);
      if (breach !== undefined) yield breach;
    }
  },
});

const PARAMETER = /^(\/[\w.-]+){1,15}$|^[\w.-]+$/;
const VARIABLE = /^[A-Za-z_]\w*$/;
/** Terraform language, input variables: names that are meta-arguments of modules. */
const RESERVED_VARIABLES = ["source", "version", "providers", "count", "for_each", "lifecycle", "depends_on", "locals"];

function wrongRecipient(recipient: RecipientConfig, path: ConfigPath): Breach | undefined {
  if ("email" in recipient) {
    if (parseEmailAddress(recipient.email) !== undefined) return undefined;
    return {
      path: [...path, "email"],
      message: `"${recipient.email}" is not an e-mail address`,
      remedy: "Write the address of a group that is on call.",
    };
  }
  if ("httpsFromParameter" in recipient) {
    const at = [...path, "httpsFromParameter"];
    const name = recipient.httpsFromParameter;
    if (isUrl(name)) return writtenOut(at, "in an SSM parameter (SecureString) and name the parameter");
    if (PARAMETER.test(name) && name.length <= 1011 && !/^\/?(aws|ssm)/i.test(name)) return undefined;
    return {
      path: at,
      message: `"${name}" is not the name of an SSM parameter`,
      remedy: "Write it like /alerts/pager: letters, digits, _.- and /, not starting with aws or ssm.",
    };
  }
  const at = [...path, "httpsFromVariable"];
  const name = recipient.httpsFromVariable;
  if (isUrl(name)) return writtenOut(at, "in the environment variable TF_VAR_<name> and name the variable");
  if (VARIABLE.test(name) && name !== ACCOUNT_ROLE_VARIABLE && !RESERVED_VARIABLES.includes(name)) return undefined;
  return {
    path: at,
    message: `"${name}" is not the name of a Terraform variable`,
    remedy: `Write it like pager_url: letters, digits and _, without TF_VAR_ and not one of Terraform's own words or ${ACCOUNT_ROLE_VARIABLE}.`,
  };
}

function isUrl(text: string): boolean {
  return /^https?:/i.test(text.trim());
}

/** The address itself is not repeated: problems are printed in logs. */
function writtenOut(path: ConfigPath, place: string): Breach {
  return {
    path,
    message: "an HTTPS address is written out, and it is a credential",
    remedy: `Keep it ${place}; replace the address, for it is in the history now.`,
  };
}

/** SNS makes one subscription of two. */
export const recipientRepeats = defineRule<ConfigFacts>({
  id: "recipient-repeats",
  doc: "Nobody is named twice for one severity.",
  waivable: false,
  blocksResolution: true,
  *breaches(facts) {
    for (const list of recipientLists(facts)) {
      const identities = list.map(({ recipient }) => JSON.stringify(recipient).toLowerCase());
      for (const [index, { path }] of list.entries()) {
        if (identities.indexOf(identities[index] ?? "") === index) continue;
        yield { path, message: "the recipient is already in the list", remedy: "Take one of them out." };
      }
    }
  },
});

/** Amazon Q Developer in chat applications, CloudFormation reference AWS::Chatbot::SlackChannelConfiguration. */
export const chatForm = defineRule<ConfigFacts>({
  id: "chat-form",
  doc: "The ids of the Slack workspace and channel have their form, and at least one severity goes there.",
  waivable: false,
  *breaches({ config: { alerting } }) {
    const chat = alerting?.chat;
    if (chat === undefined) return;
    const at: ConfigPath = ["alerting", "chat"];
    if (!/^[0-9A-Z]{1,255}$/.test(chat.slackWorkspaceId)) {
      yield {
        path: [...at, "slackWorkspaceId"],
        message: `"${chat.slackWorkspaceId}" is not the id of a Slack workspace`,
        remedy: "Write the id, like T012ABCDEFG, not the name.",
      };
    }
    if (!/^[A-Za-z0-9]{1,256}$/.test(chat.slackChannelId)) {
      yield {
        path: [...at, "slackChannelId"],
        message: `"${chat.slackChannelId}" is not the id of a Slack channel`,
        remedy: "Write the id, like C012ABCDEFG, not the name.",
      };
    }
    if (chat.severities?.length === 0) {
      yield {
        path: [...at, "severities"],
        message: "no alert goes to the channel",
        remedy: "Name a severity, or take chat out.",
      };
    }
  },
});

/** A section is appended to it, and people click on it at night. */
export const runbookUrlForm = defineRule<ConfigFacts>({
  id: "runbook-url-form",
  doc: "The place of the runbooks is an https address or a path, without spaces and without #.",
  waivable: false,
  *breaches({ config: { alerting } }) {
    const url = alerting?.runbookUrl;
    if (url === undefined || (/^[^\s#]+$/.test(url) && (/^https:\/\/./.test(url) || !/^[a-z]+:/i.test(url)))) return;
    yield {
      path: ["alerting", "runbookUrl"],
      message: `"${url}" cannot lead to a section of the runbooks`,
      remedy: "Write an https address or a path without # at the end; the section is appended.",
    };
  },
});
