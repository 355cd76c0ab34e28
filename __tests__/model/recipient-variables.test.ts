import { expect, test } from "@jest/globals";
import type { AlertingConfig } from "../../model/config";
import { recipientVariables } from "../../model/recipient-variables";
import { resolve } from "../../model/resolve";
import { minimalConfig } from "../support/example-config";

test.each<[recipients: NonNullable<AlertingConfig["recipients"]>, names: readonly string[]]>([
  [{}, []],
  [{ page: [{ email: "a@acme.example" }, { httpsFromParameter: "/pager" }] }, []],
  [
    { page: [{ httpsFromVariable: "pager" }], ticket: [{ httpsFromVariable: "desk" }, { httpsFromVariable: "pager" }] },
    ["desk", "pager"],
  ],
])("the variables of %j", (recipients, names) => {
  const { zone } = resolve(minimalConfig({ alerting: { recipients } }), undefined);
  expect(recipientVariables(zone)).toEqual(names);
});
