/* oxlint-disable no-extend-native -- what is hostile here */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { generateFrom } from "../support/schemas.js";
import { root } from "../support/sources.js";
import {
  type FrameDoor,
  hardFolder,
  hardModules,
  type Module,
  type Pair,
  shippedFolder,
  shippedModules,
} from "./doors.js";
import { hardTags } from "./hard-protocol.js";

const isThorough = Number(process.env["FUZZ_RUNS"] ?? 0) >= 100_000;

/** Every name that the code of a generated module could look up in an object, or that this platform's might. */
async function namesUsed(schemas: string, discriminator: readonly string[]): Promise<readonly string[]> {
  const { files } = await generateFrom(schemas, { discriminator });
  const scripts = files.filter((file) => file.path.endsWith(".ts"));
  const runtime = path.join(root, "generator/runtime");
  const texts = [
    ...scripts.map((file) => file.text),
    ...readdirSync(runtime).map((name) => readFileSync(path.join(runtime, name), "utf8")),
  ];
  const code = texts.map((text) => text.replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, ""));
  const words = code.flatMap((text) =>
    [...text.matchAll(/\.([A-Za-z_$][\w$]*)|[{,]\s*([A-Za-z_$][\w$]*)(?=[,}:=?])|"(\w+)"/g)].map(
      (found) => found[1] ?? found[2] ?? found[3] ?? "",
    ),
  );
  const others = ["0", "1", "2", "toJSON", "then", "stream", "fatal", "", "get", "set", "writable"];
  // A list that is taken apart asks its iterator for `return`: with one of these no list on the platform can be.
  const platform = ["return", ...Object.getOwnPropertyNames(Object.prototype)];
  return [...new Set([...words, ...others])].filter((name) => !platform.includes(name)).sort();
}

/** What an inherited member may hold. */
const values: readonly unknown[] = ["kind", 1, true, {}, [["x"]], () => ({ keep: 1 })];

/** Runs with more members in `Object.prototype`. */
function polluted<T>(names: readonly string[], describe: (name: string) => PropertyDescriptor, run: () => T): T {
  // The copy has its own prototype, none, so that what is polluted already does not count in it.
  const all = names.map((name) => [name, { __proto__: null, ...describe(name), configurable: true }] as const);
  for (const [name, descriptor] of all) Object.defineProperty(Object.prototype, name, descriptor);
  try {
    return run();
  } finally {
    for (const name of names) Reflect.deleteProperty(Object.prototype, name);
  }
}

/** Few names at a time where there is time. Many at a time find as much, save where one of them hides another. */
function groups(names: readonly string[]): readonly (readonly string[])[] {
  const size = isThorough ? 3 : 120;
  return Array.from({ length: Math.ceil(names.length / size) }, (_, at) => names.slice(at * size, (at + 1) * size));
}

/** What one function answers, as text that nothing inherited can change. */
function said(module: Module, run: () => unknown): string {
  try {
    const value = run();
    return typeof value === "string" ? value : `${typeof value} ${String(value)}`;
  } catch (error) {
    if (error instanceof module.ValidationError) {
      const { message, path: at, kind, errors } = error;
      return `invalid ${message} ${at} ${kind} ${errors[0]?.instancePath} ${Object.hasOwn(error, "cause")}`;
    }
    if (error instanceof module.UnknownKindError) return `unknown ${error.message} ${error.nearest} ${error.hint}`;
    return error instanceof module.CodecError ? `${error.name} ${error.message}` : `foreign ${String(error)}`;
  }
}

/** What every function of a module answers. */
function answers(module: Module, payloads: readonly string[]): string[] {
  return payloads.flatMap((text) => {
    const payload: unknown = JSON.parse(text);
    return [
      ...[module.all, ...module.channels.slice(0, 1)].flatMap((door) => [
        said(module, () => door.stringify(door.convert(payload))),
        said(module, () => new TextDecoder().decode(door.encode(payload))),
        said(module, () => door.stringify(door.decode(text))),
        said(module, () => door.is(payload)),
        said(module, () => door.safeConvert(payload).ok),
        said(module, () => door.safeDecode(text).ok),
      ]),
      ...framesFor(module, payload).flatMap((frame) => [
        said(module, () => frame.is(payload)),
        said(module, () => module.all.stringify(frame.build(payload))),
      ]),
    ];
  });
}

/** The frame type that a payload is of, or else the first. */
function framesFor({ frames, protocol }: Module, payload: unknown): readonly FrameDoor[] {
  const kind = own(payload, protocol.tags[0]);
  const found = frames.find(({ kinds }) => kinds.some((one) => one === kind || one.split(".")[0] === kind));
  return [found ?? frames[0]].filter((frame) => frame !== undefined);
}

function own(value: unknown, name: string): unknown {
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}

const shippedPayloads = [
  '{"kind":"phase","phase":"a","at":"b","more":1}',
  '{"kind":"phase","at":"b"}',
  '{"phase":"a","at":"b"}',
  '{"kind":"phas"}',
  '{"kind":"toString"}',
  '{"kind":"snapshot","findings":[{"a":[null]},1],"audit_at":""}',
  '{"kind":"done","result":{"__proto__":1,"get":{"value":[true]}}}',
  "{}",
];

const hardPayloads = [
  '{"type":"order","id":"a","lines":[{"sku":"s","count":1}],"note":null,"customer":{"name":"n","more":1}}',
  '{"type":"order","id":"A","lines":[]}',
  '{"type":"order","id":"a","lines":[{"sku":"s","count":1,"more":1}]}',
  '{"type":"tree","root":{"value":{},"children":[{"value":1}],"left":{"value":[]}}}',
  '{"type":"tree","root":{"children":[{}]}}',
  '{"type":"event","event":"closed"}',
  '{"type":"event"}',
  '{"type":"settings","values":{"a":1,"__proto__":"x"},"labels":{"x_":""}}',
  '{"type":"settings","values":{"a":[]},"labels":{"y":""}}',
  '{"type":"shape","area":{"form":"rect","size":[1,2]}}',
  '{"type":"shape","area":{"form":"rect","r":1}}',
  '{"type":"high","level":3}',
  '{"type":"names","__proto__":"p"}',
  '{"type":"open","a":"x","toString":1}',
  '{"type":"exact","value":{"a":[1]},"fixed":{"b":{"c":1}},"parts":{"y":"","z":1}}',
  '{"type":"exact","value":1,"parts":{"y":"","more":1}}',
  '{"type":"lists","words":["a","b"],"objects":[{},{"a":1},{"a":2},{"a":3},{"a":4},{"a":5}],"ones":[1],"pair":[1,2]}',
  '{"type":"lists","words":["a","a"]}',
];

const protocols: readonly (readonly [
  name: string,
  modules: () => Promise<Pair>,
  names: () => Promise<readonly string[]>,
  payloads: readonly string[],
])[] = [
  ["The shipped protocol", shippedModules, () => namesUsed(shippedFolder, []), shippedPayloads],
  ["A harder protocol", hardModules, () => namesUsed(hardFolder(), hardTags), hardPayloads],
];

for (const [name, modules, namesOf, payloads] of protocols) {
  describe(`${name}, with a member more in Object.prototype,`, function () {
    this.timeout(300_000);
    const { stackTraceLimit } = Error;
    // Thousands of errors are made here, and nobody looks at where.
    before(() => (Error.stackTraceLimit = 0));
    after(() => (Error.stackTraceLimit = stackTraceLimit));

    for (const target of ["ts", "js"] as const) {
      it(`works as ever in target ${target}, whatever the member is called and holds`, async () => {
        const module = (await modules())[target === "ts" ? 0 : 1];
        const expected = answers(module, payloads);
        assert.ok(!expected.some((answer) => answer.startsWith("foreign")));
        const names = await namesOf();
        assert.ok(names.length > 150, String(names.length));
        const different = groups(names).filter((group) =>
          values.some((value) => {
            const found = polluted(
              group,
              () => ({ value, writable: true }),
              () => answers(module, payloads),
            );
            return found.join("\n") !== expected.join("\n");
          }),
        );
        assert.deepEqual(different, []);
      });

      it(`calls no setter and minds no read-only member in target ${target}`, async () => {
        const module = (await modules())[target === "ts" ? 0 : 1];
        const expected = answers(module, payloads);
        // A setter for an item takes the items of every list, also of the platform's own.
        const names = (await namesOf()).filter((one) => !/^\d+$/.test(one));
        const different = groups(names).filter((group) => {
          let called = 0;
          const set = (): void => void called++;
          const found = [
            polluted(
              group,
              () => ({ set }),
              () => answers(module, payloads),
            ),
            polluted(
              group,
              () => ({ value: 1, writable: false }),
              () => answers(module, payloads),
            ),
          ];
          return called > 0 || found.some((texts) => texts.join("\n") !== expected.join("\n"));
        });
        assert.deepEqual(different, []);
      });
    }
  });
}
