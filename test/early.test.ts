import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';

const ROOT = new URL('..', import.meta.url).pathname;
const SRC = `${ROOT}src/`;
/** What takes a promise and handles its rejection. */
const HANDLERS = [
  'early',
  'caught',
  'untilAborted',
  'whileTelling',
  'Promise.all',
  'Promise.race',
  'Promise.any',
  'Promise.allSettled',
];

test('every promise is awaited or returned where it is made, or has its catch there', () => {
  const { config } = ts.readConfigFile(`${ROOT}tsconfig.json`, (path) => readFileSync(path, 'utf8'));
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const program = ts.createProgram(
    fileNames.filter((name) => name.startsWith(SRC)),
    options,
  );
  const checker = program.getTypeChecker();
  const files = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(SRC));
  const left = files.flatMap((file) => floatingIn(file, checker));
  expect(files.length).toBeGreaterThan(200);
  expect(left).toEqual([]);
}, 300_000);

function floatingIn(file: ts.SourceFile, checker: ts.TypeChecker): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const makes = ts.isCallExpression(node) || ts.isNewExpression(node);
    if (makes && isPromise(checker.getTypeAtLocation(node)) && !isHandled(node)) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${file.fileName.slice(ROOT.length)}:${line + 1}: ${node.getText().slice(0, 80)}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** A promise, or a list of them. */
function isPromise(type: ts.Type): boolean {
  if (type.isUnion()) return type.types.some(isPromise);
  const { symbol } = type;
  if (symbol?.name === 'Promise') return true;
  const [item] = (type as ts.TypeReference).typeArguments ?? [];
  return symbol?.name === 'Array' && item !== undefined && isPromise(item);
}

/**
 * What a map holds was handled when it was made; `early` and the end of a chain with a `catch` handle it. What `pace`
 * gives is awaited by the next statement, if it is a promise.
 */
function isHandled(node: ts.CallExpression | ts.NewExpression): boolean {
  const name = node.expression.getText();
  const isCaught = name.endsWith('.catch') || (name.endsWith('.then') && node.arguments?.length === 2);
  return name === 'early' || name === 'pace' || name.endsWith('.get') || isCaught || isTaken(node);
}

/** Awaited, returned, chained, or handed to what handles it. */
function isTaken(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isAwaitExpression(parent) || ts.isReturnStatement(parent) || ts.isArrowFunction(parent)) return true;
  if (ts.isPropertyAccessExpression(parent)) return true;
  if (ts.isCallExpression(parent)) return HANDLERS.includes(parent.expression.getText());
  const isPassedOn =
    ts.isParenthesizedExpression(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    ts.isSpreadElement(parent) ||
    (ts.isConditionalExpression(parent) && parent.condition !== node) ||
    (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken);
  return isPassedOn && isTaken(parent);
}
