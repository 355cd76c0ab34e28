import ts from "typescript";

/** What a statement exports as the configuration; `undefined` when it exports none. */
export function exportedBy(statement: ts.Statement): ts.Expression | undefined {
  if (ts.isExportAssignment(statement)) return statement.expression;
  if (ts.isExportDeclaration(statement)) return exportedAsDefault(statement);
  if (ts.isExpressionStatement(statement) && ts.isObjectLiteralExpression(statement.expression)) {
    return statement.expression; // Only a JSON file has such a statement.
  }
  if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) return undefined;
  const { left, operatorToken, right } = statement.expression;
  const isAssignment = operatorToken.kind === ts.SyntaxKind.EqualsToken;
  return isAssignment && left.getText() === "module.exports" ? right : undefined;
}

/** `export { config as default }` */
function exportedAsDefault({ exportClause }: ts.ExportDeclaration): ts.Expression | undefined {
  if (exportClause === undefined || !ts.isNamedExports(exportClause)) return undefined;
  const exported = exportClause.elements.find((element) => element.name.text === "default")?.propertyName;
  return exported !== undefined && ts.isIdentifier(exported) ? exported : undefined;
}

/** An expression without parentheses, assertions, `as` and `satisfies` around it. */
export function unwrap(expression: ts.Expression): ts.Expression {
  return ts.isAsExpression(expression) ||
    ts.isSatisfiesExpression(expression) ||
    ts.isParenthesizedExpression(expression) ||
    ts.isNonNullExpression(expression) ||
    ts.isTypeAssertionExpression(expression)
    ? unwrap(expression.expression)
    : expression;
}

/** The name of a property, when it can be read off; `undefined` when it is computed or private. */
export function nameOf(name: ts.PropertyName): string | undefined {
  if (ts.isComputedPropertyName(name)) return keyText(name.expression);
  return ts.isPrivateIdentifier(name) ? undefined : name.text;
}

/** The key that a literal stands for. */
export function keyText(expression: ts.Expression): string | undefined {
  return ts.isStringLiteralLike(expression) || ts.isNumericLiteral(expression) ? expression.text : undefined;
}
