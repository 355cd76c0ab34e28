import ts from "typescript";
import type { ConfigPath } from "../model/problem";
import { exportedBy, keyText, nameOf, unwrap } from "./source-syntax";

/** A place in a text; lines and columns from 1, columns in UTF-16 code units. */
export interface SourcePosition {
  readonly line: number;
  readonly column: number;
}

/**
 * Finds where a path of the configuration is written in its module.
 *
 * Follows the default export (or `module.exports`) through calls to their first argument, constants of the same file,
 * `as` and `satisfies`, spreads and list elements. A path that leads elsewhere, into a function or another file, is
 * found at its nearest ancestor that is written here; at worst at the export, or the first line.
 */
export function sourceLocator(text: string, fileName: string): (path: ConfigPath) => SourcePosition {
  const source = ts.createSourceFile(fileName, text, ts.ScriptTarget.ES2023, true);
  const module = new ConfigModule(source);
  return (path) => {
    const { line, character } = source.getLineAndCharacterOfPosition(module.find(path).getStart(source));
    return { line: line + 1, column: character + 1 };
  };
}

/** What a path step leads to: the node to show, and the expression to go on from. */
interface Step {
  readonly shown: ts.Node;
  readonly value: ts.Expression | undefined;
}

class ConfigModule {
  private readonly constants = new Map<string, ts.Expression>();
  private readonly root: ts.Expression | undefined;
  private readonly properties = new Map<ts.ObjectLiteralExpression, ReadonlyMap<string, Step>>();
  /** What is being followed, so that a constant defined by itself ends the search. */
  private readonly following = new Set<ts.Node>();

  constructor(private readonly source: ts.SourceFile) {
    let root: ts.Expression | undefined;
    for (const statement of source.statements) {
      if (ts.isVariableStatement(statement)) this.addConstants(statement);
      root = exportedBy(statement) ?? root;
    }
    this.root = root;
  }

  find(path: ConfigPath): ts.Node {
    let at: Step = { shown: this.root ?? this.source, value: this.root };
    for (const key of path) {
      const next = at.value === undefined ? undefined : this.step(at.value, key);
      if (next === undefined) break;
      at = next;
    }
    return at.shown;
  }

  private addConstants(statement: ts.VariableStatement): void {
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (ts.isIdentifier(name) && initializer !== undefined) this.constants.set(name.text, initializer);
    }
  }

  private step(from: ts.Expression, key: string | number): Step | undefined {
    const literal = this.literalOf(from);
    if (literal === undefined) return undefined;
    if (ts.isObjectLiteralExpression(literal)) return this.propertiesOf(literal).get(String(key));
    return typeof key === "number" ? this.elementsOf(literal)?.[key] : undefined;
  }

  /** The object or list that an expression stands for, when it is written in this file. */
  private literalOf(expression: ts.Expression): ts.ObjectLiteralExpression | ts.ArrayLiteralExpression | undefined {
    const bare = unwrap(expression);
    if (ts.isObjectLiteralExpression(bare) || ts.isArrayLiteralExpression(bare)) return bare;
    if (this.following.has(bare)) return undefined;
    this.following.add(bare);
    const target = this.targetOf(bare);
    const literal = target === undefined ? undefined : this.literalOf(target);
    this.following.delete(bare);
    return literal;
  }

  private targetOf(expression: ts.Expression): ts.Expression | undefined {
    if (ts.isIdentifier(expression)) return this.constants.get(expression.text);
    if (ts.isCallExpression(expression)) return expression.arguments[0];
    if (ts.isPropertyAccessExpression(expression)) return this.step(expression.expression, expression.name.text)?.value;
    if (!ts.isElementAccessExpression(expression)) return undefined;
    const key = keyText(expression.argumentExpression);
    return key === undefined ? undefined : this.step(expression.expression, key)?.value;
  }

  private propertiesOf(literal: ts.ObjectLiteralExpression): ReadonlyMap<string, Step> {
    const known = this.properties.get(literal);
    if (known !== undefined) return known;
    const found = new Map<string, Step>();
    this.properties.set(literal, found);
    for (const property of literal.properties) {
      for (const [name, step] of [...this.entriesOf(property)]) found.set(name, step);
    }
    return found;
  }

  private entriesOf(property: ts.ObjectLiteralElementLike): Iterable<readonly [string, Step]> {
    if (ts.isSpreadAssignment(property)) {
      const spread = this.literalOf(property.expression);
      return spread !== undefined && ts.isObjectLiteralExpression(spread) ? this.propertiesOf(spread) : [];
    }
    const name = nameOf(property.name);
    if (name === undefined) return [];
    return [[name, { shown: property.name, value: valueIn(property) }]];
  }

  /** `undefined` when a spread hides how many elements come before the others. */
  private elementsOf(literal: ts.ArrayLiteralExpression): readonly Step[] | undefined {
    if (this.following.has(literal)) return undefined;
    this.following.add(literal);
    const steps = this.listElements(literal);
    this.following.delete(literal);
    return steps;
  }

  private listElements(literal: ts.ArrayLiteralExpression): readonly Step[] | undefined {
    const steps: Step[] = [];
    for (const element of literal.elements) {
      if (!ts.isSpreadElement(element)) {
        steps.push({ shown: element, value: element });
        continue;
      }
      const spread = this.literalOf(element.expression);
      const inner = spread !== undefined && ts.isArrayLiteralExpression(spread) ? this.elementsOf(spread) : undefined;
      if (inner === undefined) return undefined;
      steps.push(...inner);
    }
    return steps;
  }
}

function valueIn(property: Exclude<ts.ObjectLiteralElementLike, ts.SpreadAssignment>): ts.Expression | undefined {
  if (ts.isPropertyAssignment(property)) return property.initializer;
  return ts.isShorthandPropertyAssignment(property) ? property.name : undefined;
}
