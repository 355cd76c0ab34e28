import { expect, test } from "@jest/globals";
import { ROOT_ONLY_TASKS } from "../../catalogue/root-only-tasks";
import { rootOnlyTasksPage } from "../../reports/root-only-tasks-page";

test.each(Object.values(ROOT_ONLY_TASKS))("the page has “$task”, once, with its way around", ({ task, how }) => {
  expect(rootOnlyTasksPage().split(`- **${task}.** ${how}\n`)).toHaveLength(2);
});
