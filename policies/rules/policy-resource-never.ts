import { actionsMatching } from "../action-names";
import { textClasses } from "../evaluator/value-classes";
import { type Pattern, type Piece, patternOf, wildcardPieces } from "../evaluator/wildcard";
import { resourceByComponent } from "../pattern-containment";
import { listed, type Statement } from "../policy-document";
import { withoutVariables } from "../policy-variables";
import { serviceReference } from "../service-reference";
import { defineStatementRule } from "./statement-rule";
import { elementValues } from "./statement-values";

/** An object is not in `arn:aws:s3:::bucket`, and to list is asked of `*`: such statements never apply. */
export const policyResourceNeverRule = defineStatementRule({
  id: "policy-resource-never",
  doc: "Every action of a statement of your own takes one of the statement's resources. AWS adds kinds of resources: waive the rule for one that is newer than the list.",
  waivable: true,
  *breaches(statement) {
    const resources = specificResources(statement);
    if (resources.length === 0) return;
    for (const { value, path } of elementValues(statement, ["Action"])) {
      const forms = resourceForms(value);
      if (forms === undefined || forms.some((form) => resources.some((resource) => canMeet(form, resource)))) continue;
      yield {
        path,
        message: `no request for ${value} is about ${list(listed(statement.Resource))}, as AWS listed them on ${serviceReference.date()}`,
        remedy:
          forms.length === 0
            ? 'Move it to a statement with Resource: "*": it takes no other.'
            : `Write the resource like ${list(forms.slice(0, 2))}.`,
      };
    }
  },
});

/** The patterns of a statement's resources; none where it is about every resource. */
function specificResources({ Resource }: Statement): readonly Pattern[] {
  const texts = listed(Resource).map((text) => withoutVariables(text, "*"));
  if (texts.some((text) => !text.startsWith("arn:"))) return [];
  return texts.map(resourceByComponent);
}

/** The forms of the resources that the actions of a pattern take; `undefined` where one of them takes any. */
function resourceForms(action: string): readonly string[] | undefined {
  const [service = ""] = action.toLowerCase().split(":", 1);
  if (!serviceReference.services().has(service)) return undefined;
  const known = serviceReference.resourcesOfActions(service);
  const actions = actionsMatching(action).map((name) => name.slice(name.indexOf(":") + 1).toLowerCase());
  if (actions.length === 0) return undefined;
  const forms = new Set(actions.flatMap((name) => known.get(name) ?? ["*"]));
  return forms.has("*") ? undefined : [...forms];
}

function canMeet(form: string, resource: Pattern): boolean {
  return textClasses([], { within: [[formPattern(form)], [resource]] })?.length !== 0;
}

/** Characters that the values of a form's parts do not have; the other parts may be any text. */
const NEVER_IN: Readonly<Record<string, string>> = {
  "${Partition}": ":",
  "${Region}": ":",
  "${Account}": ":",
  // That it has no slash sets a bucket apart from its objects.
  "${BucketName}": "/:",
};

function formPattern(form: string): Pattern {
  return form.split(/(\$\{[^}]*\})/).flatMap((part): Pattern => {
    const pieces: readonly Piece[] = part.startsWith("${") ? [{ kind: "any-run" }] : wildcardPieces(part);
    return patternOf(pieces, { except: NEVER_IN[part] ?? "" });
  });
}

function list(texts: readonly string[]): string {
  return texts.join(" or ");
}
