// The page as a reader uses it.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import {
  IS_FIREFOX,
  PATIENCE,
  launchBrowser,
  onFreshPages,
  openPage,
  run,
  savedText,
  serveSite,
  setProgram,
  textsOf,
} from "./support.mjs";

const BUSY = `
from multiprocessing import Process

def spin():
    while True:
        pass

if __name__ == "__main__":
    for _ in range(3):
        Process(target=spin).start()
    spin()
`.trimStart();

const areFourRunning = () =>
  [...document.querySelectorAll(".labels .doing")].filter((doing) => doing.textContent === "running")
    .length === 4;

describe("the page", () => {
  let world;
  let page;
  onFreshPages((fresh) => ({ world, page } = fresh));

  async function runToEnd() {
    await page.click("#run");
    await page.waitForSelector(".state.done");
  }

  const texts = (selector) => textsOf(page, selector);

  test("the default program runs, with a lane for each process and an arrow for each start and join", async () => {
    await runToEnd();
    assert.deepEqual(await texts(".labels .name"), [
      "MainProcess",
      "worker-0",
      "worker-1",
      "worker-2",
    ]);
    assert.deepEqual(await texts(".labels .badge"), ["exit 0", "exit 0", "exit 0", "exit 0"]);
    const pids = await texts(".labels .pid");
    assert.equal(new Set(pids).size, 4);
    const picture = await savedText(page, "SVG");
    const drawn = (part) => picture.split(part).length - 1;
    // Three starts; the first worker may have ended before it is waited for.
    assert.ok(drawn("marker-end") >= 5, picture);
    assert.ok(drawn("<pattern") >= 2, picture);
    for (const name of ["MainProcess", "worker-0", "worker-1", "worker-2"]) {
      assert.equal(drawn(`>${name}</text>`), 1);
    }
    const lines = await texts(".console .text");
    assert.match(lines[0], /main/i);
    assert.equal(lines.length, 8);
  });

  test("Ctrl+Enter runs the program in the editor", async () => {
    await setProgram(page, "print(6 * 7)\n");
    await page.keyboard.down("Control");
    await page.keyboard.press("Enter");
    await page.keyboard.up("Control");
    await page.waitForSelector(".state.done");
    assert.deepEqual(await texts(".console .text"), ["42"]);
  });

  test("Stop ends processes that never look up, and the next run works", async () => {
    await setProgram(page, BUSY);
    await page.click("#run");
    await page.waitForFunction(areFourRunning);
    await page.click("#stop");
    await page.waitForSelector(".state.stopped");
    assert.equal((await texts(".labels .badge")).length, 4);
    await setProgram(page, 'print("again")\n');
    await runToEnd();
    assert.deepEqual(await texts(".console .text"), ["again"]);
  });

  // The reason appears beside the title.
  const unseen = IS_FIREFOX && "Firefox does not tell of workers that workers made";
  test("a busy process gives up its worker when it is terminated", { skip: unseen }, async () => {
    await setProgram(page, BUSY);
    await page.click("#run");
    await page.waitForFunction(areFourRunning);
    const workers = () =>
      page.workers().filter((worker) => worker.url().includes("process-worker"));
    const before = workers();
    assert.ok(before.length >= 4);
    await page.click("#stop");
    await page.waitForSelector(".state.stopped");
    // Idle workers stay, and new ones may be there by now; the four busy ones are gone.
    await waitFor(() => before.filter((worker) => !workers().includes(worker)).length >= 4);
  });

  test("a syntax error is shown, and leads to its line", async () => {
    await setProgram(page, "print(1)\nif True\n    print(2)\n");
    await runToEnd();
    const lines = await texts(".console .stderr .text");
    assert.equal(lines.at(-1), "SyntaxError: expected ':'");
    const link = await page.waitForSelector(".console .stderr a.source[data-line='2']");
    await link.click();
    await page.waitForFunction(
      () => document.querySelector(".cm-activeLine")?.textContent === "if True",
    );
  });

  test("a reload keeps the program", async () => {
    await setProgram(page, "kept = True\n");
    await page.reload();
    await page.waitForFunction(
      () => document.querySelector(".cm-content")?.innerText.trim() === "kept = True",
    );
  });

  test("choosing an example keeps what was edited before", async () => {
    await setProgram(page, "mine = 1\n");
    const options = await page.$$eval("#program option", (all) => all.map((one) => one.value));
    const first = await page.$eval("#program", (select) => select.value);
    const other = options.find((value) => value !== first);
    await page.select("#program", other);
    await page.waitForFunction(
      () => !document.querySelector(".cm-content").innerText.includes("mine = 1"),
    );
    await page.select("#program", first);
    await page.waitForFunction(() =>
      document.querySelector(".cm-content").innerText.includes("mine = 1"),
    );
  });

  test("every example runs to its end", async () => {
    const options = await page.$$eval("#program option", (all) => all.map((one) => one.value));
    for (const option of options) {
      await page.select("#program", option);
      if (["deadlock", "join-before-get"].includes(option)) {
        await page.click("#run");
        await page.waitForSelector(".deadlock .advice");
      } else {
        await runToEnd();
      }
      assert.deepEqual(await texts(".notice.error"), []);
    }
  });

  test("what a program prints is text, whatever it contains", async () => {
    const markup = "<img src=x onerror='document.title=1'><b>bold</b>";
    await setProgram(page, `print(${JSON.stringify(markup)})\n`);
    await runToEnd();
    assert.deepEqual(await texts(".console .text"), [markup]);
    assert.equal(await page.$(".console img, .console b"), null);
  });

  test("a browser without JSPI is told which browsers have it", async () => {
    const old = await world.browser.newPage();
    old.setDefaultTimeout(PATIENCE);
    await old.evaluateOnNewDocument(() => {
      delete WebAssembly.Suspending;
    });
    await old.goto(world.url);
    await old.waitForFunction(() => /137/.test(document.body.innerText));
    assert.match(await old.$eval("body", (body) => body.innerText), /Firefox from 153/);
    await old.close();
  });
});

async function waitFor(condition) {
  const deadline = Date.now() + PATIENCE;
  while (!condition()) {
    assert.ok(Date.now() < deadline, `never became true: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
