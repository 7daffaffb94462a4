// The engine alone: CPython and our Rust in one module, its threads, its looking up, its copies. Each program in
// `tests/engine/` checks itself, and prints what stands beside it.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";

import { runInEngine, withEngine } from "./engine-page.mjs";

const PROGRAMS = fileURLToPath(new URL("../engine/", import.meta.url));

describe("the engine", () => {
  test("runs each program as CPython does", async (t) => {
    const programs = (await readdir(PROGRAMS)).filter((name) => name.endsWith(".py"));
    assert.ok(programs.length > 0);
    await withEngine(async (page) => {
      page.setDefaultTimeout(0);
      for (const name of programs) {
        await t.test(name, async () => {
          const code = await readFile(`${PROGRAMS}${name}`, "utf8");
          const expected = await readFile(`${PROGRAMS}${name.replace(/py$/, "out")}`, "utf8");
          const { stdout, stderr, statuses } = await runInEngine(page, code);
          assert.equal(stderr, "");
          assert.equal(stdout, expected);
          assert.equal(statuses.at(-1), 0);
        });
      }
    });
  });

  test("goes on in a copy of a started interpreter", async () => {
    await withEngine(async (page) => {
      const { stdout } = await runInEngine(page, "import re\nprint(re.sub('a', 'b', 'aba'))", {
        fromImage: true,
      });
      assert.equal(stdout, "bbb\n");
    });
  });

  test("fetches of the library what a program uses, at once with what that needs", async () => {
    await withEngine(async (page, { requested }) => {
      const fetched = async (code) => {
        requested.length = 0;
        const { stderr } = await runInEngine(page, code);
        assert.equal(stderr, "");
        return requested.filter((file) => file.startsWith("library/")).sort();
      };
      const of = (...names) => names.map((name) => `library/${name}.bin`);
      assert.deepEqual(await fetched("import re, pickle, zlib"), []);
      assert.deepEqual(await fetched("import shutil"), of("fnmatch", "shutil"));
      assert.deepEqual(await fetched("import lzma"), []);
      const lzma = ["_compression", "_lzma", "lzma"];
      assert.deepEqual(await fetched("import lzma\nlzma.compress(b'')"), of(...lzma));
      assert.deepEqual(await fetched("'あ'.encode('euc_jp')"), of("_codecs_jp", "_multibytecodec", "encodings"));
      // It is not asked for again, nor is what was expected with it.
      assert.deepEqual(await fetched("import decimal, _decimal, fractions"), of("_decimal", "decimal", "fractions", "numbers"));
    });
  });

  test("says what of the library cannot be loaded, and goes on", async () => {
    const lacks = ["library/wave.bin", "library/_decimal.bin"];
    const code = [
      "for name in ['wave', '_decimal', 'wave']:",
      "    try:",
      "        __import__(name)",
      "    except ImportError as error:",
      "        print(error)",
      "import json, decimal",
      "print(json.dumps([1]), decimal.Decimal.__module__, decimal.Decimal(1) / 4)",
    ];
    const reason = (name) => `the standard library could not be loaded: /library/${name}.bin: HTTP 404 Not Found`;
    await withEngine(
      async (page) => {
        const { stdout } = await runInEngine(page, code.join("\n"));
        const expected = [...["wave", "_decimal", "wave"].map(reason), "[1] decimal 0.25", ""];
        assert.equal(stdout, expected.join("\n"));
      },
      { lacks },
    );
  });
});
