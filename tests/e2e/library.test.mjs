// What of the standard library a run fetches, and what a program is told when that cannot be had.

import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { test } from "node:test";

import { SITE, launchBrowser, openPage, run, serveSite } from "./support.mjs";

/** Hands a page to `use`, on a site that lacks some files of its runtime, and what is requested of the site. */
async function withPage(use, lacking = []) {
  const runtime = (await readdir(SITE)).find((name) => name.startsWith("runtime-"));
  const folder = `${runtime}/library/`;
  const site = await serveSite({ lacks: lacking.map((name) => `${runtime}/${name}`) });
  const browser = await launchBrowser();
  try {
    // The service worker fetches everything.
    const { page } = await openPage(browser, site.url, (page) =>
      page.evaluateOnNewDocument(() => delete Navigator.prototype.serviceWorker),
    );
    return await use(page, site.requested, folder);
  } finally {
    await browser.close();
    await site.close();
  }
}

test("a run fetches of the library what its program uses, at once with what that needs", async () => {
  await withPage(async (page, requested) => {
    const fetched = async (code) => {
      requested.length = 0;
      const { status, stderr } = await run(page, { code });
      assert.equal(status, "finished", stderr);
      return requested.flatMap((file) => /\/library\/(\w+)\.bin$/.exec(file)?.[1] ?? []).sort();
    };
    const usual = `
import collections, dataclasses, functools, math, os, queue, random, re, sys, threading, time, typing, zlib
from multiprocessing import Lock, Pipe, Process, Queue

if __name__ == "__main__":
    process = Process(target=print, args=("here",))
    process.start()
    process.join()
`;
    assert.deepEqual(await fetched(usual), []);
    assert.deepEqual(await fetched("import lzma"), []);
    assert.deepEqual(await fetched("import lzma\nlzma.compress(b'')"), ["_compression", "_lzma", "lzma"]);
    const japanese = ["_codecs_jp", "_multibytecodec", "encodings"];
    assert.deepEqual(await fetched("'あ'.encode('euc_jp')"), japanese);
    // It is not asked for again, nor is what was expected with it.
    const decimal = ["_decimal", "decimal", "fractions", "numbers"];
    assert.deepEqual(await fetched("import decimal, _decimal, fractions"), decimal);
  });
});

test("a program is told what of the library cannot be loaded, and goes on", async () => {
  const code = `
for name in ["wave", "_decimal", "wave"]:
    try:
        __import__(name)
    except ImportError as error:
        print(error)
import json, decimal
print(json.dumps([1]), decimal.Decimal.__module__, decimal.Decimal(1) / 4)
`;
  await withPage(
    async (page, _, folder) => {
      const { stdout } = await run(page, { code });
      const reason = (name) =>
        `the standard library could not be loaded: /some/sub-path/${folder}${name}.bin: HTTP 404 Not Found`;
      const expected = [...["wave", "_decimal", "wave"].map(reason), "[1] decimal 0.25", ""];
      assert.equal(stdout, expected.join("\n"));
    },
    ["library/wave.bin", "library/_decimal.bin"],
  );
});

test("a run says that the script of its processes did not load", async () => {
  await withPage(
    async (page) => {
      const { stderr } = await run(page, { code: "print(1)" });
      assert.match(stderr, /the worker could not run: its script did not load/);
    },
    ["process-worker.js"],
  );
});
