/** What generated code consists of: every statement and every call in it is one that the emitters write. */
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build, transformSync } from "esbuild";
import ts from "typescript5";

const { SyntaxKind } = ts;

/** Statements of the top level. */
const atTop: ReadonlySet<ts.SyntaxKind> = new Set([
  SyntaxKind.ImportDeclaration,
  SyntaxKind.ExportDeclaration,
  SyntaxKind.VariableStatement,
  SyntaxKind.FunctionDeclaration,
  SyntaxKind.InterfaceDeclaration,
  SyntaxKind.TypeAliasDeclaration,
]);

/** Statements within functions. */
const inside: ReadonlySet<ts.SyntaxKind> = new Set([
  SyntaxKind.Block,
  SyntaxKind.BreakStatement,
  SyntaxKind.ContinueStatement,
  SyntaxKind.ExpressionStatement,
  SyntaxKind.ForInStatement,
  SyntaxKind.ForOfStatement,
  SyntaxKind.ForStatement,
  SyntaxKind.FunctionDeclaration,
  SyntaxKind.IfStatement,
  SyntaxKind.LabeledStatement,
  SyntaxKind.ReturnStatement,
  SyntaxKind.SwitchStatement,
  SyntaxKind.TryStatement,
  SyntaxKind.VariableStatement,
  SyntaxKind.WhileStatement,
]);

/** What may be called: functions of this module, and a few of the language. `_` stands for any name. */
const called: readonly RegExp[] = [
  // of the module itself, which its imports or its declarations name
  /^(?:validate|is\$|isMatch\$|fits\$|holds\$|text\$|read\$|write\$|scan\$|pack\$|bytes\$|copy\$|build|convert|encode|decode|stringify|safeDecode|safeConvert)[\p{ID_Continue}$]*$/u,
  /^(?:put|[a-z]\w*\$|func\d+|equal|alike|ucs2length|schema\$\d*|formats\$?\w*)$/,
  /^pattern\$[0-9a-f]{12}\.test$/,
  // of the language
  /^(?:hasOwn\$|Object\.prototype\.hasOwnProperty)\.call$/,
  /^Object\.(?:assign|keys|entries|create|getPrototypeOf)$/,
  /^(?:Array\.isArray|Number\.isInteger|Number\.isFinite|isFinite)$/,
  /^vErrors\.(?:push|concat)$/,
  /^key\d+\.replace(?:\(\/~\/g, "~0"\)\.replace)?$/,
];

export interface Fault {
  readonly file: string;
  readonly what: string;
}

/** What is in a file that the emitters do not write. */
export function strangeSyntax(file: string, text: string): Fault[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true);
  const faults: Fault[] = [];
  const add = (what: string): unknown => faults.push({ file, what: what.slice(0, 300) });
  // The parser's own list of what it could not read.
  const { parseDiagnostics } = source as ts.SourceFile & { readonly parseDiagnostics: readonly ts.Diagnostic[] };
  for (const one of parseDiagnostics) add(`cannot be read: ${ts.flattenDiagnosticMessageText(one.messageText, " ")}`);
  for (const statement of source.statements) {
    if (!atTop.has(statement.kind)) add(`${SyntaxKind[statement.kind]} at top: ${statement.getText()}`);
  }
  const visit = (node: ts.Node): void => {
    if (ts.isStatement(node) && node.parent !== source && !inside.has(node.kind)) {
      add(`${SyntaxKind[node.kind]}: ${node.getText()}`);
    }
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      const from = node.moduleSpecifier;
      if (from !== undefined && !(ts.isStringLiteral(from) && /^\.\.?\/[\w/-]+\.js$/.test(from.text)))
        add(node.getText());
    }
    if (ts.isCallExpression(node) && !isKnown(node.expression)) add(`call: ${node.getText()}`);
    if (ts.isNewExpression(node) && !/^(?:RegExp|Set|Map)$/.test(node.expression.getText()))
      add(`new: ${node.getText()}`);
    if (strange.has(node.kind)) add(`${SyntaxKind[node.kind]}: ${node.getText()}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return faults;
}

/** No emitter writes these, at any place. */
const strange: ReadonlySet<ts.SyntaxKind> = new Set([
  SyntaxKind.AwaitExpression,
  SyntaxKind.ClassDeclaration,
  SyntaxKind.ClassExpression,
  SyntaxKind.Decorator,
  SyntaxKind.JsxElement,
  SyntaxKind.JsxSelfClosingElement,
  SyntaxKind.MetaProperty,
  SyntaxKind.TaggedTemplateExpression,
  SyntaxKind.YieldExpression,
  SyntaxKind.ImportKeyword,
]);

function isKnown(callee: ts.LeftHandSideExpression): boolean {
  if (ts.isParenthesizedExpression(callee)) return ts.isArrowFunction(callee.expression);
  const name = callee.getText();
  return called.some((known) => known.test(name));
}

/** Without its types. */
export function asScript(text: string): string {
  return transformSync(text, { loader: "ts", target: "es2022" }).code;
}

export interface Form {
  readonly target: "ts" | "js";
  /** Put into one file by esbuild. */
  readonly bundle: boolean;
  readonly minify: boolean;
}

/** Address of a generated module in a folder, which can be imported. */
export async function entryOf(folder: string, { target, bundle, minify }: Form): Promise<string> {
  const outfile = path.join(folder, `bundled.js`);
  if (bundle) {
    const entryPoints = [path.join(folder, `index.${target}`)];
    await build({ entryPoints, outfile, bundle, minify, format: "esm", target: "es2022", logLevel: "silent" });
    return pathToFileURL(outfile).href;
  }
  for (const name of target === "ts" ? readdirSync(folder, { recursive: true, encoding: "utf8" }) : []) {
    const file = path.join(folder, name);
    if (name.endsWith(".ts")) writeFileSync(file.replace(/ts$/, "js"), asScript(readFileSync(file, "utf8")));
  }
  return pathToFileURL(path.join(folder, "index.js")).href;
}
