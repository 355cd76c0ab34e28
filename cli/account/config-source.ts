import ts from "typescript";
import type { ConfigPath } from "../../model/problem";
import { exportedBy, keyText, nameOf, unwrap } from "../source-syntax";

/** An object or a list as it is written. */
export type Literal = ts.ObjectLiteralExpression | ts.ArrayLiteralExpression;

/** A property of an object, or an element of a list. */
export type Entry = Exclude<ts.ObjectLiteralElementLike, ts.SpreadAssignment> | ts.Expression;

/** Why something cannot be edited where it is written. */
export interface Obstacle {
  /** What stands in the way, as the end of a sentence. */
  readonly obstacle: string;
  /** From 1. */
  readonly line: number;
}

/** Whether the way ended before its goal. */
export function isObstacle(value: object | undefined): value is Obstacle {
  return value !== undefined && "obstacle" in value;
}

/** What holds an entry, and the entry. */
export interface Place {
  readonly holder: Literal;
  readonly entry: Entry;
}

/**
 * The module of a configuration, as text that can be edited.
 *
 * Follows the export through one call, constants of the same file and spreads of them. Where a place is not surely the
 * one and only place of what it holds, it gives the obstacle instead.
 */
export class ConfigSource {
  readonly tree: ts.SourceFile;
  private readonly constants = new Map<string, ts.VariableDeclaration>();
  /** How often each name is used as a value. */
  private readonly uses = new Map<string, number>();
  /** By name, the module that it is imported from. */
  private readonly imports = new Map<string, string>();
  private readonly root: ts.Expression | undefined;
  private readonly following = new Set<ts.Node>();

  constructor(
    readonly text: string,
    fileName: string,
  ) {
    this.tree = ts.createSourceFile(fileName, text, ts.ScriptTarget.ES2023, true);
    let root: ts.Expression | undefined;
    for (const statement of this.tree.statements) {
      if (ts.isVariableStatement(statement)) this.addConstants(statement.declarationList);
      if (ts.isImportDeclaration(statement)) this.addImports(statement);
      root = exportedBy(statement) ?? root;
    }
    this.root = root;
    this.countUses(this.tree);
  }

  /** The object or list at a path. */
  literalAt(path: ConfigPath): Literal | Obstacle {
    if (path.length === 0) return this.rootLiteral();
    const place = this.placeOf(path);
    if (isObstacle(place)) return place;
    const value = valueIn(place.entry);
    return value === undefined ? this.obstacle(place.entry, "a method makes it") : this.literalOf(value);
  }

  /** The entry at a path. */
  placeOf(path: ConfigPath): Place | Obstacle {
    const key = path.at(-1);
    const holder = this.literalAt(path.slice(0, -1));
    if (isObstacle(holder) || key === undefined)
      return isObstacle(holder) ? holder : this.obstacle(holder, "it is all");
    return this.placeIn(holder, key) ?? this.obstacle(holder, "it is not written there");
  }

  /** The line of a node, from 1. */
  lineOf(node: ts.Node): number {
    return this.tree.getLineAndCharacterOfPosition(node.getStart(this.tree)).line + 1;
  }

  obstacle(node: ts.Node, obstacle: string): Obstacle {
    return { obstacle, line: this.lineOf(node) };
  }

  private addConstants({ flags, declarations }: ts.VariableDeclarationList): void {
    for (const declaration of declarations) {
      if (ts.isIdentifier(declaration.name) && (flags & ts.NodeFlags.Const) !== 0) {
        this.constants.set(declaration.name.text, declaration);
      }
    }
  }

  private addImports({ importClause, moduleSpecifier }: ts.ImportDeclaration): void {
    const from = ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : "another module";
    const bindings = importClause?.namedBindings;
    const names = [importClause?.name, ...(bindings === undefined ? [] : namesIn(bindings))];
    for (const name of names) if (name !== undefined) this.imports.set(name.text, from);
  }

  private countUses(node: ts.Node): void {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node)) return;
    if (ts.isIdentifier(node) && isUse(node)) this.uses.set(node.text, (this.uses.get(node.text) ?? 0) + 1);
    ts.forEachChild(node, (child) => this.countUses(child));
  }

  /** `defineLandingZone({ ... })`, or another function around the whole. */
  private rootLiteral(): Literal | Obstacle {
    let at = this.root === undefined ? undefined : unwrap(this.root);
    const passed = new Set<ts.Node>();
    while (at !== undefined && !passed.has(at)) {
      passed.add(at);
      const next = ts.isCallExpression(at) ? at.arguments[0] : this.initializerOf(at);
      if (next === undefined) break;
      at = unwrap(next);
    }
    return at === undefined ? this.obstacle(this.tree, "nothing is exported") : this.literalOf(at);
  }

  private initializerOf(node: ts.Expression): ts.Expression | undefined {
    return ts.isIdentifier(node) ? this.constants.get(node.text)?.initializer : undefined;
  }

  private literalOf(expression: ts.Expression): Literal | Obstacle {
    const bare = unwrap(expression);
    if (ts.isObjectLiteralExpression(bare) || ts.isArrayLiteralExpression(bare)) return bare;
    if (this.following.has(bare)) return this.obstacle(bare, "it is defined by itself");
    this.following.add(bare);
    const literal = this.literalBehind(bare);
    this.following.delete(bare);
    return literal;
  }

  private literalBehind(bare: ts.Expression): Literal | Obstacle {
    if (ts.isIdentifier(bare)) return this.literalOfName(bare);
    if (ts.isPropertyAccessExpression(bare)) return this.literalOfMember(bare, bare.name.text);
    if (ts.isElementAccessExpression(bare)) {
      const key = keyText(bare.argumentExpression);
      return key === undefined ? this.obstacle(bare, "it is computed") : this.literalOfMember(bare, key);
    }
    if (ts.isCallExpression(bare)) return this.obstacle(bare, `the function ${bare.expression.getText()} makes it`);
    return this.obstacle(bare, "it is computed");
  }

  private literalOfName(name: ts.Identifier): Literal | Obstacle {
    const from = this.imports.get(name.text);
    if (from !== undefined) return this.obstacle(name, `${name.text} is imported from ${JSON.stringify(from)}`);
    const constant = this.constants.get(name.text);
    if (constant?.initializer === undefined) return this.obstacle(name, `${name.text} is no constant of this file`);
    const uses = this.uses.get(name.text) ?? 0;
    if (uses > 1) return this.obstacle(constant, `the constant ${name.text} is used in ${uses} places`);
    return this.literalOf(constant.initializer);
  }

  private literalOfMember(
    access: ts.PropertyAccessExpression | ts.ElementAccessExpression,
    key: string,
  ): Literal | Obstacle {
    const base = unwrap(access.expression);
    const initializer = this.initializerOf(base);
    const holder = this.literalOf(initializer ?? base);
    if (isObstacle(holder)) return holder;
    const place = this.placeIn(holder, key) ?? this.obstacle(access, "it is not written there");
    if (isObstacle(place)) return place;
    const value = valueIn(place.entry);
    return value === undefined ? this.obstacle(place.entry, "a method makes it") : this.literalOf(value);
  }

  /** `undefined` when it is certain that there is no such entry. */
  private placeIn(holder: Literal, key: string | number): Place | Obstacle | undefined {
    return ts.isArrayLiteralExpression(holder) ? this.elementIn(holder, key) : this.propertyIn(holder, String(key));
  }

  private elementIn(holder: ts.ArrayLiteralExpression, key: string | number): Place | Obstacle | undefined {
    const spread = holder.elements.find((element) => ts.isSpreadElement(element));
    if (spread !== undefined) return this.obstacle(spread, "the list is put together from others");
    const entry = typeof key === "number" ? holder.elements[key] : undefined;
    return entry && { holder, entry };
  }

  /** The last one wins, as when the module runs. */
  private propertyIn(holder: ts.ObjectLiteralExpression, key: string): Place | Obstacle | undefined {
    let hidden: Obstacle | undefined;
    for (const property of [...holder.properties].reverse()) {
      if (ts.isSpreadAssignment(property)) {
        const inner = this.literalOf(property.expression);
        const place = isObstacle(inner) ? inner : this.placeIn(inner, key);
        if (place !== undefined && !isObstacle(place)) return place;
        hidden ??= place;
        continue;
      }
      const name = this.keyOf(property.name);
      if (name === key) return hidden ?? { holder, entry: property };
      if (name === undefined) hidden ??= this.obstacle(property, `the key ${property.name.getText()} is computed`);
    }
    return hidden;
  }

  /** The name of a property; a computed one only where it is a constant of this file. */
  private keyOf(name: ts.PropertyName): string | undefined {
    const known = nameOf(name);
    if (known !== undefined || !ts.isComputedPropertyName(name)) return known;
    const initializer = this.initializerOf(unwrap(name.expression));
    return initializer === undefined ? undefined : keyText(unwrap(initializer));
  }
}

/** The value of an entry; `undefined` of a method. */
export function valueIn(entry: Entry): ts.Expression | undefined {
  if (ts.isPropertyAssignment(entry)) return entry.initializer;
  if (ts.isShorthandPropertyAssignment(entry)) return entry.name;
  return ts.isMethodDeclaration(entry) || ts.isAccessor(entry) ? undefined : entry;
}

function namesIn(bindings: ts.NamedImportBindings): readonly ts.Identifier[] {
  return ts.isNamespaceImport(bindings) ? [bindings.name] : bindings.elements.map(({ name }) => name);
}

/** Whether a name stands for a value here: it is not being declared, is no name of a property and no export. */
function isUse(name: ts.Identifier): boolean {
  const { parent } = name;
  if (ts.isVariableDeclaration(parent) || ts.isBindingElement(parent) || ts.isParameter(parent)) {
    return parent.name !== name;
  }
  if (ts.isPropertyAccessExpression(parent)) return parent.name !== name;
  if (ts.isPropertyAssignment(parent)) return parent.name !== name;
  return !ts.isExportSpecifier(parent);
}
