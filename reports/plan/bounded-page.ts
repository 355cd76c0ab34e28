import type { Section } from "./report-outline";
import { escapedHtml } from "./safe-text";

/** A page that takes sections as long as there is room for them and for saying what was left out. */
export class BoundedPage {
  private readonly limit: number;
  private readonly wholeReport: string;
  private body: string;
  private omitted = 0;

  constructor(head: string, limit: number, wholeReport: string) {
    this.body = head;
    this.limit = limit;
    this.wholeReport = wholeReport;
  }

  add({ title, items, isFolded }: Section): void {
    const open = isFolded
      ? `<details><summary>${escapedHtml(title)} (${items.length})</summary>\n\n`
      : `### ${title}\n\n`;
    const close = isFolded ? "\n</details>\n\n" : "\n";
    const room = this.limit - this.body.length - open.length - close.length - NOTICE_ROOM;
    const { text, count } = asManyAsFit(items, room);
    this.omitted += items.length - count;
    if (count === 0) return;
    const more = count === items.length ? "" : `- … and ${items.length - count} more\n`;
    this.body += `${open}${text}${more}${close}`;
  }

  text(): string {
    if (this.omitted === 0) return `${this.body.trimEnd()}\n`;
    const notice = `> **Cut at ${this.limit.toLocaleString("en")} characters: ${this.omitted} lines are left out.** The whole report is in ${this.wholeReport}.`;
    return `${this.body.trimEnd()}\n\n${notice}\n`;
  }
}

/** For the line that says how many items of a section follow, and for the notice at the end. */
const NOTICE_ROOM = 400;

function asManyAsFit(items: Section["items"], room: number): { readonly text: string; readonly count: number } {
  let text = "";
  let count = 0;
  for (const [first = "", ...rest] of items) {
    const item = `- ${first}\n${rest.map((line) => `  ${line}\n`).join("")}`;
    if (text.length + item.length > room) break;
    text += item;
    count += 1;
  }
  return { text, count };
}
