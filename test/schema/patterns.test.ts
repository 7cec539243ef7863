import assert from "node:assert/strict";
import { defaultLimits } from "../../generator/config/keys.js";
import * as fc from "fast-check";
import { fullFormats } from "ajv-formats/dist/formats.js";
import { analyse } from "scslre";
import { urlFormat } from "../../generator/ajv/url.js";
import { Judge } from "../../generator/patterns/judge.js";
import { stepsOf, TooManySteps } from "../support/backtracking.js";
import { itInFull } from "../support/size.js";
import { type Choices, findingsIn, folderOf, frame } from "../support/schemas.js";

// A pattern that is tried on texts takes milliseconds.
const numRuns = Math.min(Number(process.env["FUZZ_RUNS"] ?? 800), 20_000);

/** What is found where these patterns stand side by side in one frame, by pattern. */
async function findingsOf(patterns: readonly string[], choices?: Choices): Promise<Map<string, string>> {
  const members = patterns.map((pattern, i) => [`m${i}`, { type: "string", pattern }] as const);
  const found = await findingsIn(folderOf({ "a.json": frame("a", Object.fromEntries(members)) }), choices);
  return new Map(
    found.map(({ at, words }) => {
      const [code = "", , pointer = ""] = at.split(" ");
      return [patterns[Number(/m(\d+)/.exec(pointer)?.[1])] ?? pointer, `${code}: ${words}`];
    }),
  );
}

/** One a line, as they are. */
const lines = (text: string): string[] =>
  text
    .trim()
    .split("\n")
    .map((line) => line.trim());

const slow: readonly string[] = [
  ...lines(String.raw`
    ^(a+)+$
    (a+)+b
    ^(a*)*$
    ^([a-zA-Z0-9]+)*$
    ^(\w+\s?)*$
    ^(\d+)*x$
    (x+x+)+y
    ^(a+|b+|c)*$
    ^([a-z]+)*[0-9]$
    ^(([a-z])+.)+[A-Z]([a-z])+$
    ^(?:(?:\w+)*\.)*com$
    ^(-?[a-z]*)*$
    ^(\p{L}+)+$
    ^(?:.*,)*$
    ^(.+)(,.+)*$
    (?=(a+)+b)
    ^(?:(?!x)a+)+$
    \b(a+)+c
    ^(a+)+\1$
    (?:\w*\d)*$
    ^([a-zA-Z0-9])(([\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$
    ^(a|a)*$
    ^(a|aa)+$
    ^([01]|10|01)*$
    ^(ab|abab)*$
    ^(?:ab|ba|abba)*c$
    ^"(\\.|[^"])*"$
    ^(😀|[😀])*$
    ^(?:a|b|ab)*$
    ^(?:abc|a|bc)*$
    ^(?:aa|aaa)*$
    ^(x(yx)*|xy)+$
    ^(?:\d{1,3}\.?)+$
    ^(?:x{2,3})+$
    ^(?:x{1,2})+y
    ^(?:[a-f0-9]{1,4}:?)*$
    ^((ab)*)+$
    ^\d*\d*$
    ^\d+\d+$
    ^a*b?a*$
    ^a*(a|b)*c$
    ^0*\d*\.?\d*$
    ^(.*a){12}$
    ^.*a.*a.*$
    ^[^@]+@[^@]+\.[^@]+$
    ^\S+@\S+\.\S+$
    ^\s*[^:]*:
    ^(\s|\w)*\s*$
    ^.*:.*$
    ^(ab)*(ab)*$
    ^\w+([-+.']\w+)*@\w+([-.]\w+)*\.\w+([-.]\w+)*$
    ^(?!^[-+.]*$)[+-]?0*\d*\.?\d*$
    \s+$
    a+b
    f.*o
    .+@.+
    <[^>]*>
    \(.*\)
    [a-z]+@
    (ab)+c
    (?=.*[a-z])(?=.*[0-9]).{8,}$
    ^(a?){30}a{30}$
    ^(a{1,30}){1,30}$
    ^(?:|){40}a$
  `),
  "^(é|\\u00e9)*$",
  `^${"(?:a|a)".repeat(28)}$`,
  `^${".?".repeat(24)}x$`,
];

const linear: readonly string[] = [
  "",
  `^(?:${Array.from({ length: 250 }, (_, i) => `code${i}`).join("|")})$`,
  ...lines(String.raw`
    ^[a-z]+$
    a*
    aaa*
    [0-9]{2,}
    f.*
    ^.*bar$
    .+
    ^$
    foo
    id$
    \.json$
    ^\S.*\S$
    ^\d{4}-\d{2}-\d{2}$
    ^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?$
    ^\+[1-9]\d{1,14}$
    ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$
    ^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$
    ^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\+([0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?$
    ^(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}$
    ^P(\d+Y)?(\d+M)?(\d+D)?(T(\d+H)?(\d+M)?(\d+S)?)?$
    ^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$
    ^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$
    ^[\w-]+(\.[\w-]+)*$
    ^([a-z]+)(,[a-z]+)*$
    ^([a-z]+,)*[a-z]+$
    ^[^,]*(,[^,]*)*$
    ^[a-z]+(-[a-z]*)*$
    ^a*b*$
    ^(ab)*$
    ^(?:a|b|cd)*$
    ^a+b+c+$
    ^(\/[a-z]+)*$
    ^(?:[a-zA-Z]:)?(?:/[^/]+)+$
    ^(.|\s)*$
    ^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$
    ^[a-zA-Z0-9._%+-]+@[a-zA-Z0-9-]+\.[a-z]{2,}$
    ^https?://[^/]+/.*$
    ^"(?:\\.|[^"\\])*"$
    ^(?<y>\d{4})-(?<m>\d\d)$
    ^(a)\1$
    ^(?=.{1,64}$)[a-z]+$
    ^(?!.*--)[a-z-]+$
    ^\d{1,50}\d{1,50}$
    ^.{1,200}$
    ^[\p{L}\p{N} ]+$
    ^😀+$
    ^arn:aws:[a-z0-9-]+:[a-z0-9-]*:\d{12}:.+$
  `),
];

describe("A pattern that can take more than linear time", function () {
  this.timeout(60_000);

  it("is refused and named, with a text that shows it", async () => {
    const found = await findingsOf(slow);
    assert.deepEqual(
      slow.filter((pattern) => !/^schema\/slow-pattern: .* on a text that repeats ".+"/.test(found.get(pattern) ?? "")),
      [],
    );
    assert.match(
      found.get("^(ab|abab)*$") ?? "",
      /"\^\(ab\|abab\)\*\$" can take exponential time.*"(?:ab)+".*allowPatterns/,
    );
  });

  it("is not told to begin with ^ where it does", async () => {
    const found = await findingsOf(["^(a+)+$", "(a+)+$"]);
    assert.match(found.get("^(a+)+$") ?? "", /; write it so that a text can be read in one way only, such as \^a\+\$/);
    assert.match(found.get("(a+)+$") ?? "", /; begin it with \^, and write it so/);
  });

  it("is refused as a name of properties as well, at its place", async () => {
    const schema = { type: "object", patternProperties: { "^ok$": true, "^(a|a)*$": true } };
    const found = await findingsIn(folderOf({ "a.json": frame("a", { x: schema }) }));
    assert.deepEqual(
      found.map(({ at }) => at),
      ["schema/slow-pattern a.json:1:107 /properties/x/patternProperties/^(a|a)*$"],
    );
  });

  it("passes where the configuration lists it, and no other does", async () => {
    const found = await findingsOf(["^(a|a)*$", "^(a|aa)*$"], { allowPatterns: ["^(a|a)*$"] });
    assert.deepEqual([...found.keys()], ["^(a|aa)*$"]);
  });

  it("is one for which a lookbehind is repeated, since that is not analysed", async () => {
    const found = await findingsOf(["(?<=(a+)+)b", "(?<=a)b"]);
    assert.deepEqual([...found.keys()], ["(?<=(a+)+)b"]);
    assert.match(found.get("(?<=(a+)+)b") ?? "", /^schema\/unclear-pattern/);
  });
});

describe("A pattern that takes linear time", function () {
  this.timeout(60_000);

  it("passes", async () => assert.deepEqual([...(await findingsOf(linear))], []));

  it("never takes more: a long text takes no more steps a character than a short one, whatever is repeated", async () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b"), minLength: 1, maxLength: 2 });
    const end = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 2 });
    const texts = fc.array(fc.tuple(word, word, end), { minLength: 4, maxLength: 4 });
    let passed = 0;
    const run = async (pattern: string, all: readonly (readonly [string, string, string])[]): Promise<void> => {
      if ((await new Judge().faultOf(pattern, { allowed: false })) !== undefined) return;
      passed += 1;
      for (const [start, repeated, last] of all) {
        const stepsPerChar = (times: number): number => {
          const text = start + repeated.repeat(times) + last;
          return countedSteps(pattern, text) / text.length;
        };
        const usual = Math.max(...[20, 21, 22, 23, 24, 25].map(stepsPerChar));
        const later = Math.max(...[78, 79, 80].map(stepsPerChar));
        assert.ok(later <= 3 * usual, `${pattern}: ${usual} steps a character, then ${later}, for ${repeated}`);
      }
    };
    await fc.assert(fc.asyncProperty(somePattern, texts, run), { numRuns: Math.ceil(numRuns / 4) });
    assert.ok(passed > numRuns / 20, `${passed} patterns passed`);
  });
});

const atom = fc.constantFrom("a", "b", "[ab]", ".", "ab", "\\w", "[^a]");
const { part } = fc.letrec<{ part: string }>((tie) => {
  const inner = tie("part");
  const turns = fc.constantFrom("*", "+", "?", "{2}", "{0,2}", "*?", "+?", "{2,}");
  return {
    part: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      atom,
      fc.tuple(inner, inner).map(([a, b]) => a + b),
      fc.tuple(inner, inner).map(([a, b]) => `(?:${a}|${b})`),
      fc.tuple(inner, turns).map(([a, times]) => `(?:${a})${times}`),
      fc.tuple(fc.constantFrom("=", "!"), inner).map(([kind, a]) => `(?${kind}${a})`),
    ),
  };
});
const somePattern = fc
  .tuple(fc.constantFrom("^", ""), part, fc.constantFrom("$", ""))
  .map((parts) => parts.join(""))
  .filter((text) => text.length < 60);

function countedSteps(pattern: string, text: string): number {
  try {
    return stepsOf(pattern, text, 1_000_000);
  } catch (error) {
    if (error instanceof TooManySteps) return Infinity;
    throw error;
  }
}

describe("The analysis of patterns", function () {
  // What bounds it are steps; how long they take is up to the machine, and to what runs beside it.
  this.timeout(600_000);
  const many = (count: number, unit: (i: number) => string): string =>
    Array.from({ length: count }, (_, i) => unit(i)).join("");
  const heavy: readonly string[] = [
    `^${many(500, (i) => `${String.fromCodePoint(0x4e00 + i)}*`)}$`,
    `^(${many(500, (i) => `k${i}z|`)}x)*$`,
    `^(?:${many(300, (i) => `[\\p{L}${String.fromCodePoint(0x20000 + i * 3)}]x|`)}y)*$`,
    `^${"(?:".repeat(8)}a${"){100}".repeat(8)}$`,
    `^${"(?:".repeat(8)}${"){100}".repeat(8)}$`,
    `^${"(?:b".repeat(5_000)}a${")*".repeat(5_000)}$`,
    `${"(".repeat(100_000)}${")".repeat(100_000)}`,
    `^${"\\b[a-z]*\\b".repeat(200)}$`,
    `^(a*)${"\\1b*".repeat(500)}$`,
    `^${"(?:ab?c*){2,5}".repeat(200)}$`,
    "a".repeat(1_000_000),
  ];

  itInFull("ends soon for any pattern: what is too complex is refused", async () => {
    const found = await findingsOf(heavy, { limits: { ...defaultLimits, fileSize: 20_000_000 } });
    for (const pattern of heavy) {
      assert.match(found.get(pattern) ?? "", /^schema\/(?:unclear|slow)-pattern: /, pattern.slice(0, 40));
    }
    assert.match(found.get(heavy[0] ?? "") ?? "", /cannot be shown to take linear time: it is too complex/);
  });

  // It takes as long as all patterns together may.
  itInFull("ends soon for any number of patterns", async () => {
    const patterns = Array.from({ length: 20_000 }, (_, i) => `^(?:x|k${i}[a-z]+)-(?:\\d|y)+$`);
    const found = await findingsOf(patterns, { limits: { ...defaultLimits, members: 30_000 } });
    assert.ok(found.size > 0 && !found.has(patterns[0] ?? ""));
    assert.match(found.get(patterns.at(-1) ?? "") ?? "", /all patterns together are too complex/);
  });
});

describe("A pattern of another dialect is refused, and the words say what JavaScript has:", () => {
  const cases: readonly (readonly [pattern: string, says: RegExp])[] = [
    ["^(?P<x>a)$", /"\(\?P<x>" is a named group.*\(\?<name>…\)/],
    ["^(?P<x>a)(?P=x)$", /named group/],
    ["^(?<x>a)(?P=x)$", /"\(\?P=x\)" is a named group/],
    ["^(?'x'a)$", /named group/],
    ["^a\\Z", /"\\Z" is an anchor.*\^ and \$/],
    ["\\Aa\\z", /"\\A" is an anchor/],
    ["(?i)^abc$", /"\(\?i\)" is inline flags/],
    ["^(?i:abc)$", /"\(\?i:" is inline flags/],
    ["^(?-s:abc)$", /inline flags/],
    ["^(?>a+)b$", /atomic group/],
    ["^a++b$", /possessive quantifier/],
    ["^a{2,3}+b$", /possessive quantifier/],
    ["^a(?#note)b$", /"\(\?#note\)" is a comment/],
    ["^[[:alpha:]_]+$", /"\[:alpha:\]" is a POSIX class/],
    ["^\\h+$", /"\\h" is an escape/],
    ["^\\pL+$", /"\\pL" is an escape/],
    ["^\\x{1F600}$", /code point.*\\u\{1F600\}/],
    ["^[\\U0001F600]$", /code point/],
    ["^(a(?R)?b)$", /recursion/],
    ["^a\\@b$", /"\\@" is a needless backslash/],
    ["^[a\\_\\@]$", /needless backslash/],
    ["^\\\\(?i)$", /inline flags/],
  ];
  for (const [pattern, says] of cases) {
    it(pattern, async () => {
      const found = (await findingsOf([pattern])).get(pattern) ?? "";
      assert.match(found, /^schema\/bad-pattern/);
      assert.match(found, says);
    });
  }

  it("what only looks like one passes", async () => {
    const fine = [
      "^\\\\Z$",
      "^[(?i)]$",
      "^\\(\\?i\\)$",
      "^[*+]+$",
      "^a\\++$",
      "^\\[:alpha:\\]$",
      "^(?<P>a)\\k<P>$",
      "^\\\\h$",
    ];
    assert.deepEqual([...(await findingsOf(fine))], []);
  });

  it("it is one even where the configuration allows it", async () => {
    const found = await findingsOf(["^(?i:abc)$"], { allowPatterns: ["^(?i:abc)$"] });
    assert.match(found.get("^(?i:abc)$") ?? "", /inline flags/);
  });
});

describe("The formats", () => {
  const expressions = Object.entries({ ...fullFormats, url: urlFormat }).filter(
    ([, format]) => format instanceof RegExp,
  );

  it("take linear time", async () => {
    const judge = new Judge();
    for (const [name, expression] of expressions as [string, RegExp][]) {
      assert.equal(await judge.faultOf(expression.source, { allowed: false }), undefined, name);
      assert.deepEqual(analyse({ source: expression.source, flags: expression.flags }).reports, [], name);
    }
  });

  it("are those of ajv-formats, also where the expression is our own", () => {
    const theirs = fullFormats.url;
    assert.ok(theirs instanceof RegExp);
    const parts = [
      "http://",
      "ftp://",
      "a",
      "1",
      ".",
      "-",
      "@",
      ":",
      "/",
      " ",
      "\n",
      "a.bc",
      "10.0.0.1",
      "8.8.8.8",
      ":80",
      "é",
      "?",
      "#",
    ];
    const url = fc.tuple(
      fc.constantFrom("http://", "https://", ""),
      fc.array(fc.constantFrom(...parts), { maxLength: 9 }),
    );
    fc.assert(
      fc.property(url, ([scheme, rest]) => {
        const text = scheme + rest.join("");
        assert.equal(urlFormat.test(text), theirs.test(text), text);
      }),
      { numRuns: numRuns * 5 },
    );
  });
});
