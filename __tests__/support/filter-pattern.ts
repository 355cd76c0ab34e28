import type { EventValue } from "../../alerts/event-pattern";

/**
 * Whether CloudWatch Logs would count an event, for the part of its JSON patterns that the metric filters use.
 *
 * Source: CloudWatch Logs user guide, filter pattern syntax: `&&` binds tighter than `||`, `*` in a value is a wildcard,
 * a comparison with a field that the event lacks is false.
 */
export function matchesFilter(pattern: string, event: EventValue): boolean {
  const body = /^\{(.*)\}$/s.exec(pattern)?.[1];
  if (body === undefined) throw new Error(`no JSON pattern: ${pattern}`);
  const tokens = body.match(TOKEN) ?? [];
  const parser = new Parser(tokens, event);
  const result = parser.either();
  parser.end();
  return result;
}

const TOKEN = /"[^"]*"|\(|\)|&&|\|\||!=|=|[^\s()=!&|"]+/g;

class Parser {
  private readonly tokens: readonly string[];
  private readonly event: EventValue;
  private position = 0;

  constructor(tokens: readonly string[], event: EventValue) {
    this.tokens = tokens;
    this.event = event;
  }

  either(): boolean {
    let result = this.both();
    while (this.accept("||")) result = this.both() || result;
    return result;
  }

  end(): void {
    if (this.position !== this.tokens.length) throw new Error(`unexpected ${this.tokens[this.position]}`);
  }

  private both(): boolean {
    let result = this.condition();
    while (this.accept("&&")) result = this.condition() && result;
    return result;
  }

  private condition(): boolean {
    if (this.accept("(")) {
      const result = this.either();
      if (!this.accept(")")) throw new Error("no closing parenthesis");
      return result;
    }
    const value = select(this.event, this.next());
    const operator = this.next();
    switch (operator) {
      case "=":
        return equals(value, this.next());
      case "!=":
        return !equals(value, this.next()) && value !== undefined;
      case "NOT":
        if (this.next() !== "EXISTS") throw new Error("NOT without EXISTS");
        return value === undefined;
      case "IS":
        return value === (this.next() === "TRUE");
      default:
        throw new Error(`unknown operator ${operator}`);
    }
  }

  private accept(token: string): boolean {
    if (this.tokens[this.position] !== token) return false;
    this.position += 1;
    return true;
  }

  private next(): string {
    const token = this.tokens[this.position];
    if (token === undefined) throw new Error("the pattern ends too early");
    this.position += 1;
    return token;
  }
}

/** Reads `$.requestParameters.alarmNames[0]`. */
function select(event: EventValue, selector: string): unknown {
  const steps = selector
    .replace(/^\$\./, "")
    .split(/[.[\]]+/)
    .filter((step) => step !== "");
  return steps.reduce<unknown>(
    (found, step) => (typeof found === "object" && found !== null ? Reflect.get(found, step) : undefined),
    event,
  );
}

function equals(value: unknown, expected: string): boolean {
  if (typeof value !== "string") return false;
  const parts = expected.replace(/^"|"$/g, "").split("*");
  return new RegExp(`^${parts.map((part) => part.replace(/[\\^$.+?()[\]{}|]/g, "\\$&")).join(".*")}$`, "s").test(value);
}
