import { describe, expect, test } from "@jest/globals";
import type { PolicyStatementConfig } from "../../model/config";
import type { Guardrail } from "../../model/landing-zone";
import { resolve } from "../../model/resolve";
import { type PolicyIds, WORST_CASE_IDS } from "../../policies/policy-ids";
import { guardrailDocument, policySize, renderPolicy, TerraformJson } from "../../policies/render-policy";
import { minimalConfig } from "../support/example-config";

const { zone } = resolve(minimalConfig(), undefined);

const IDS: PolicyIds = {
  organizationId: "o-acme000000",
  rootId: "r-acme",
  unitId: (key) => `ou-acme-${key}`,
  accountId: () => "222222222222",
};

const EXPRESSIONS: PolicyIds = {
  organizationId: "${data.state.outputs.organization_id}",
  rootId: "${TfToken[TOKEN.7]}",
  unitId: (key) => `\${data.state.outputs["ou_id_${key}"]}`,
  accountId: (key) => `\${data.state.outputs.account_id_${key}}`,
};

/** A guardrail alone in its policy. */
function alone(guardrail: Guardrail): { readonly id: string; readonly guardrails: readonly Guardrail[] } {
  return { id: guardrail.key, guardrails: [guardrail] };
}

function builtIn(id: string): Guardrail {
  const guardrail = zone.guardrails.find(({ key }) => key === id);
  if (guardrail === undefined) throw new Error(`no guardrail ${id}`);
  return guardrail;
}

function custom(statement: PolicyStatementConfig): Guardrail {
  return { ...builtIn("deny-root"), key: "own", body: { kind: "custom", statements: [statement] } };
}

describe("literals arrive at AWS as they are written", () => {
  test.each([
    ["a policy variable", "${aws:username}", "$${aws:username}"],
    ["a policy variable with a default", "${aws:PrincipalTag/team, 'none'}", "$${aws:PrincipalTag/team, 'none'}"],
    ["a variable inside a text", "arn:*:s3:::home/${aws:userid}/*", "arn:*:s3:::home/$${aws:userid}/*"],
    ["two variables", "${a:b}${c:d}", "$${a:b}$${c:d}"],
    ["a template directive", "%{ if true }", "%%{ if true }"],
    ["what is escaped already", "$${x}", "$$${x}"],
    ["a dollar sign alone", "costs $5 {or} 10%", "costs $5 {or} 10%"],
    ["a quotation mark", 'say "${x}"', 'say \\"$${x}\\"'],
    ["a backslash", "a\\b", "a\\\\b"],
    ["what looks like an expression of CDKTF", "${TfToken[TOKEN.1]}", "$${TfToken[TOKEN.1]}"],
  ])("%s", (_, literal, rendered) => {
    const text = renderPolicy(zone, alone(custom({ Effect: "Deny", Action: "s3:*", Resource: literal })), IDS);
    expect(text).toBe(
      `{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"${rendered}"}]}`,
    );
  });
});

describe("ids", () => {
  test("that are expressions pass through, also inside longer texts and with quotation marks of their own", () => {
    expect(renderPolicy(zone, alone(builtIn("deny-root")), EXPRESSIONS)).toContain(
      '"aws:PrincipalOrgPaths":"${data.state.outputs.organization_id}/${TfToken[TOKEN.7]}/${data.state.outputs["ou_id_recovery"]}/*"',
    );
  });

  test("of accounts pass through", () => {
    expect(renderPolicy(zone, alone(builtIn("protect-alerting")), EXPRESSIONS)).toContain(
      '"aws:PrincipalAccount":"${data.state.outputs.account_id_security-tooling}"',
    );
  });

  test("in one text keep the order in which they are written", () => {
    const json = new TerraformJson();
    const [first, second] = [json.expression("${one}"), json.expression("${two}")];
    expect(json.render({ value: `${second}, \${literal}, ${first}` })).toBe('{"value":"${two}, $${literal}, ${one}"}');
  });
});

test("a policy has no white space and does not depend on the order of keys; lists stay as they are", () => {
  const statement: PolicyStatementConfig = {
    Condition: { StringLike: { "b:b": "1", "a:a": ["2", "1"] }, Bool: { "c:c": "true" } },
    Resource: ["b", "a"],
    Action: "x:Y",
    Effect: "Deny",
    Sid: "Z",
  };
  expect(renderPolicy(zone, alone(custom(statement)), IDS)).toBe(
    '{"Version":"2012-10-17","Statement":[{"Sid":"Z","Effect":"Deny","Action":"x:Y","Resource":["b","a"],' +
      '"Condition":{"Bool":{"c:c":"true"},"StringLike":{"a:a":["2","1"],"b:b":"1"}}}]}',
  );
});

describe("the size of a policy", () => {
  test("counts what AWS receives: escapes not, ids as long as they may be", () => {
    const size = policySize(zone, alone(custom({ Effect: "Deny", Action: "s3:*", Resource: "${aws:username}" })));
    expect(size).toBe(
      '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"${aws:username}"}]}'.length,
    );
    expect(policySize(zone, alone(builtIn("deny-root")))).toBeGreaterThan(
      renderPolicy(zone, alone(builtIn("deny-root")), IDS).length,
    );
  });

  test.each([
    ["organization", WORST_CASE_IDS.organizationId, /^o-[a-z0-9]{32}$/],
    ["root", WORST_CASE_IDS.rootId, /^r-[0-9a-z]{32}$/],
    ["unit", WORST_CASE_IDS.unitId("any"), /^ou-[0-9a-z]{32}-[a-z0-9]{32}$/],
    ["account", WORST_CASE_IDS.accountId("any"), /^\d{12}$/],
  ])("assumes the longest id of an %s that AWS documents", (_, id, pattern) => {
    expect(id).toMatch(pattern);
  });
});

test("a guardrail's document has the version that knows policy variables", () => {
  expect(guardrailDocument(zone, builtIn("protect-trail"), IDS).Version).toBe("2012-10-17");
});
