import { KEY_TAG } from "../../model/key-tag";
import { isValues, type PlannedResource, type Values } from "./stack-plan";

/** The keys of the tags that differ between the two sides of a resource, sorted; its identity is none of them. */
export function changedTags({ before, after }: PlannedResource): readonly string[] {
  const had = tagsOf(before);
  const has = tagsOf(after);
  return [...new Set([...Object.keys(had), ...Object.keys(has)])]
    .filter((tag) => tag !== KEY_TAG && had[tag] !== has[tag])
    .sort();
}

function tagsOf(values: Values | undefined): Values {
  return isValues(values?.tags) ? values.tags : {};
}
