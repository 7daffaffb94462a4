// Programs that read the files beside them, and the files that processes make, in the browser.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { onFreshPages, onOnePage, run, setProgram, textsOf } from "./support.mjs";

const METHODS = ["spawn", "fork", "forkserver"];

const READS = `
import multiprocessing
from pathlib import Path

from helpers import double
from package.part import NAME

def child():
    print("child", double(21), NAME, open("data.csv", newline="").read() == "a,b\\r\\n1,2\\r\\n")

if __name__ == "__main__":
    print("main", double(1), Path("bytes.bin").read_bytes())
    process = multiprocessing.Process(target=child)
    process.start()
    process.join()
`;

const FILES = {
  "helpers.py": "def double(x):\n    return 2 * x\n",
  "package/part.py": 'NAME = "部分"\n',
  "data.csv": "a,b\r\n1,2\r\n",
};

const PRINTED = "main 2 b'\\x00\\xff'\nchild 42 部分 True\n";

describe("a program finds its files", () => {
  let page;
  onOnePage((opened) => ({ page } = opened));

  for (const [mode, startMethod] of [...METHODS.map((method) => ["processes", method]), ["shared", "spawn"]]) {
    test(`${mode}, ${startMethod}`, async () => {
      const options = { code: READS, files: FILES, mode, startMethod };
      const { stdout, stderr } = await page.evaluate((options) => {
        const files = { ...options.files, "bytes.bin": new Uint8Array([0, 255]) };
        return globalThis.spawnpoint.run({ ...options, files });
      }, options);
      assert.equal(stderr, "");
      assert.equal(stdout, PRINTED);
    });
  }

  test("a run begins with them as they were given, whatever the run before wrote", async () => {
    const code = 'print(open("a.txt").read()); open("a.txt", "w").write("other")';
    for (let number = 0; number < 2; number += 1) {
      const { stdout, stderr } = await run(page, { code, files: { "a.txt": "given" } });
      assert.deepEqual([stdout, stderr], ["given\n", ""]);
    }
  });

  test("what cannot be a file is named", async () => {
    for (const [files, words] of [
      [{ "main.py": "" }, "main.py"],
      [{ "../a": "" }, "../a"],
      [{ a: 1 }, "must be a string or a Uint8Array"],
      ["a", "files must be an object"],
    ]) {
      const reason = await page.evaluate(
        (files) => globalThis.spawnpoint.run({ code: "", files }).catch(({ name, message }) => `${name}: ${message}`),
        files,
      );
      assert.ok(reason.startsWith("TypeError: run: ") && reason.includes(words), reason);
    }
  });
});

describe("the page", () => {
  let page;
  onFreshPages((opened) => ({ page } = opened));

  async function drop(files) {
    await page.evaluate((files) => {
      const dataTransfer = new DataTransfer();
      for (const [name, content] of Object.entries(files)) {
        dataTransfer.items.add(new File([content], name));
      }
      const event = { dataTransfer, bubbles: true, cancelable: true };
      document.querySelector(".cm-content").dispatchEvent(new DragEvent("drop", event));
    }, files);
    await page.waitForFunction(
      (count) => document.querySelectorAll(".file-tabs [role=tab]").length === count + 1,
      {},
      Object.keys(files).length,
    );
  }

  async function runIt() {
    await page.click("#run");
    await page.waitForSelector(".state.done");
  }

  test("an exception in a file leads to its line", async () => {
    await page.select("#program", "own");
    await setProgram(page, "import helpers\nhelpers.fail()\n");
    await drop({ "helpers.py": "def fail():\n    return 1 / 0\n" });
    await page.click("#file-0");
    await runIt();
    const link = await page.waitForSelector("a.source[data-path='helpers.py']");
    await link.click();
    await page.waitForFunction(() => document.querySelector(".cm-activeLine").textContent.includes("1 / 0"));
  });

  test("the example of several files prints what its processes wrote", async () => {
    await page.select("#program", "reports");
    await runIt();
    assert.deepEqual(await textsOf(page, ".console .text"), [
      "harbour: 2.5 to 19.0 degrees",
      "hill: -4.5 to 14.5 degrees",
      "lake: -1.0 to 17.5 degrees",
    ]);
  });

  test("the files of a run are shown at each moment, with who wrote them", async () => {
    await page.select("#program", "own");
    await setProgram(
      page,
      `
from multiprocessing import Process

def write():
    with open("out.txt", "w") as file:
        file.write("from the child\\n")

if __name__ == "__main__":
    process = Process(target=write, name="writer")
    process.start()
    process.join()
    print("done")
`,
    );
    await drop({ "given.txt": "given" });
    await runIt();
    await page.click("#tab-files");
    const rows = () =>
      page.$$eval(".run-files tbody tr", (rows) =>
        rows.map((row) => [row.querySelector("code").textContent, row.querySelector(".by")?.textContent ?? null]),
      );
    const all = new Map(await rows());
    assert.equal(all.get("/home/user/main.py"), null);
    assert.equal(all.get("/home/user/given.txt"), null);
    assert.equal(all.get("/home/user/out.txt"), "writer");
    await page.evaluate(() => {
      const buttons = [...document.querySelectorAll(".run-files .path button")];
      buttons.find(({ textContent }) => textContent.endsWith("out.txt")).click();
    });
    await page.waitForFunction(
      () => document.querySelector(".run-file pre")?.textContent === "from the child\n",
    );
    const count = await page.evaluate(() => globalThis.savedFiles.length);
    await page.click(".run-files button[aria-label*='out.txt']");
    await page.waitForFunction((count) => globalThis.savedFiles.length > count, {}, count);
    assert.equal(await page.evaluate(() => globalThis.savedFiles.at(-1).text()), "from the child\n");

    // At the moment of the oldest thing that was done to it, nothing was written yet.
    await page.click(".edits li:last-child button");
    await page.waitForFunction(() => document.querySelector(".run-file .about")?.textContent === "It is empty.");
    // At the beginning of the run there are the files of the program only.
    await page.$eval(".playback input[type=range]", (slider) => {
      slider.value = slider.min;
      slider.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await page.waitForFunction(() => !document.querySelector(".run-files")?.textContent.includes("out.txt"));
  });
});
