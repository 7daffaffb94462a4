// The views of a run: memories, messages, locks, events, going back, saving, pausing.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";

import {
  audit,
  emulateScheme,
  evaluateBeside,
  onFreshPages,
  saved,
  savedText,
  setProgram,
  textsOf,
} from "./support.mjs";

const QUEUE = `
from multiprocessing import Event, Process, Queue
from queue import Full

def produce(queue, has_waited):
    for n in range(5):
        try:
            queue.put(f"item {n}", timeout=0.1)
        except Full:
            has_waited.set()

if __name__ == "__main__":
    queue = Queue(maxsize=2)
    has_waited = Event()
    producer = Process(target=produce, args=(queue, has_waited), name="producer")
    producer.start()
    has_waited.wait()
    print(queue.get())
    producer.terminate()
    producer.join()
`.trimStart();

const GLOBAL = `
from multiprocessing import Process

counter = 0

def count():
    global counter
    for _ in range(5):
        counter += 1
    print(counter)

if __name__ == "__main__":
    child = Process(target=count)
    child.start()
    child.join()
`.trimStart();

const STEPS = `
total = 0
go = True
while go:
    total += 1
a = 1
b = a + 1
print("b is", b)
`.trimStart();

const NAMES = ["Console", "Messages", "Memories", "Files", "Locks and waits", "Events"];

describe("the views of a run", () => {
  let page;
  onFreshPages((fresh) => ({ page } = fresh));

  const texts = (selector) => textsOf(page, selector);

  async function run() {
    await page.click("#run");
    await page.waitForSelector(".state.done");
  }

  async function choose(name) {
    await page.evaluate((name) => {
      const tabs = [...document.querySelectorAll(".tabs [role=tab]")];
      tabs.find((tab) => tab.textContent === name).click();
    }, name);
    await page.waitForFunction(
      (name) => document.querySelector(".tabs [aria-selected=true]").textContent === name,
      {},
      name,
    );
  }

  /** Presses a button of the row under the timeline. */
  const press = (label) => page.click(`.playback button[aria-label="${label}"]`);

  test("each view says what will appear in it before anything has run", async () => {
    assert.equal((await texts(".timeline .empty")).length, 1);
    for (const name of NAMES) {
      await choose(name);
      const [empty] = await texts(".tab-panel:not([hidden]) > * > .empty, .tab-panel:not([hidden]) > .empty");
      assert.ok(empty?.length > 20, name);
    }
  });

  test("a global that a child changed is another in the parent, at each moment", async () => {
    await setProgram(page, GLOBAL);
    await run();
    await choose("Memories");
    const cells = () =>
      page.$$eval(".memories tbody tr", (rows) =>
        rows
          .filter((row) => row.querySelector("th code").textContent === "counter")
          .flatMap((row) => [...row.querySelectorAll("td code")].map((cell) => cell.textContent)),
      );
    assert.deepEqual(await cells(), ["0", "5"]);
    assert.equal((await texts(".memories tr.differs th code")).includes("counter"), true);
    // Back to before the child changed it.
    while ((await cells()).join() === "0,5") {
      await press("One event back");
    }
    assert.ok(["0,0", "0"].includes((await cells()).join()));
  });

  test("a full queue shows its messages, who waits to put, and what was received last", async () => {
    await setProgram(page, QUEUE);
    await run();
    await choose("Messages");
    // Back to a moment at which the producer waits for room, and there is none yet.
    await page.waitForSelector(".channel");
    while (!(await page.$(".channel:has(.waiters):has(h3 .badge + .badge)"))) {
      await press("One event back");
    }
    assert.match((await texts(".channel .waiters")).join(), /producer/);
    assert.deepEqual(await texts(".channel h3 .badge"), ["2 of 2", "full"]);
    const messages = await texts(".channel .messages code");
    assert.equal(messages.length, 2);
    assert.ok(messages[0].startsWith("'item "));
    await page.click(".playback button:last-child");
    await page.waitForFunction(() => !document.querySelector(".channel .waiters"));
    assert.match((await texts(".channel .last")).join(), /'item 0'.*producer sent it.*MainProcess received it/);
  });

  test("a deadlock is drawn as a cycle, with the report and its lines", async () => {
    await page.select("#program", "deadlock");
    await page.click("#run");
    await page.waitForSelector(".wait-graph .edge.cycle");
    assert.equal((await page.$$(".wait-graph .edge.cycle")).length, 2);
    assert.equal((await texts(".wait-graph .caption")).filter((text) => /line 10/.test(text)).length, 2);
    assert.equal((await texts(".deadlock .advice")).length, 1);
  });

  test("every view, the console included, follows the time cursor", async () => {
    await run();
    const all = await texts(".console .text");
    assert.equal(all.length, 8);
    await choose("Events");
    const rows = await page.$$eval(".events tbody tr", (rows) =>
      rows.map((row) => row.children[2].textContent),
    );
    const third = rows.map((text, index) => [text, index]).filter(([text]) => text.startsWith("prints"))[2][1];
    await page.click(`.events tbody tr:nth-child(${third + 1}) button`);
    await page.waitForSelector(".events tr.current");
    await choose("Console");
    await page.waitForFunction(() => document.querySelectorAll(".console .text").length === 3);
    assert.deepEqual(await texts(".console .text"), all.slice(0, 3));
    assert.ok((await texts(".labels .badge")).length < 4);
    await page.focus(".playback input");
    await page.keyboard.press("Home");
    await page.waitForFunction(() => document.querySelectorAll(".console .text").length === 0);
    await page.select(".playback select", "10");
    await press("Play");
    await page.waitForFunction(() => document.querySelectorAll(".console .text").length === 8);
    assert.deepEqual(await texts(".console .text"), all);
  });

  test("the console and the events are filtered by process and searched", async () => {
    await run();
    const worker = await page.$$eval(".console .filters option", (options) =>
      options.find((option) => option.textContent === "worker-1").value,
    );
    await page.select(".console .filters select", worker);
    await page.waitForFunction(() => document.querySelectorAll(".console .text").length === 2);
    await page.type(".console input[type=search]", "no such text");
    await page.waitForFunction(() => document.querySelectorAll(".console .text").length === 0);
    assert.deepEqual(await texts(".console .empty:not([hidden])"), ["No line is like that."]);
    await choose("Events");
    await page.type("#panel-events input[type=search]", "exit code");
    await page.waitForFunction(() => document.querySelectorAll(".events tbody tr").length === 4);
  });

  test("a saved run comes back as it was, and a file that is none is named as such", async () => {
    await run();
    const output = await texts(".console .text");
    const file = join(tmpdir(), `run-${process.pid}.spawnpoint`);
    await writeFile(file, await saved(page, "Run"));
    await page.select("#program", "exit-codes");
    await run();
    assert.notDeepEqual(await texts(".console .text"), output);
    const field = await page.$("#open");
    await field.uploadFile(file);
    await page.waitForFunction(
      (count) => document.querySelectorAll(".console .text").length === count,
      {},
      output.length,
    );
    assert.deepEqual(await texts(".console .text"), output);
    assert.equal(await page.$eval("#program", (select) => select.value), "opened");
    const other = join(tmpdir(), `other-${process.pid}.spawnpoint`);
    await writeFile(other, "not a run");
    await field.uploadFile(other);
    await page.waitForSelector(".notice.error");
    assert.match((await texts(".notice.error")).join(), /not the file of a run/);
    assert.deepEqual(await texts(".console .text"), output);
  });

  test("the timeline is saved as SVG that is well-formed and as PNG", async () => {
    await setProgram(page, 'import threading\nthreading.Thread(name="<b>&\\"", target=print).start()\n');
    await run();
    const svg = await savedText(page, "SVG");
    const problem = await evaluateBeside(
      page,
      (svg) => {
        const document = new DOMParser().parseFromString(svg, "image/svg+xml");
        return document.querySelector("parsererror")?.textContent ?? null;
      },
      svg,
    );
    assert.equal(problem, null);
    const png = await savedPng();
    assert.deepEqual([...png.subarray(1, 4)], [...Buffer.from("PNG")]);
    assert.ok(png.readUInt32BE(16) > 1000 && png.readUInt32BE(20) > 100);
  });

  /** The PNG comes after the SVG that it is drawn from. */
  async function savedPng() {
    await saved(page, "PNG");
    await page.waitForFunction(() => globalThis.savedFiles.at(-1).type === "image/png");
    const bytes = await page.evaluate(async () => [
      ...new Uint8Array(await globalThis.savedFiles.at(-1).arrayBuffer()),
    ]);
    return Buffer.from(bytes);
  }

  test("the trace for Perfetto has the fields that its format demands", async () => {
    await page.select("#program", "task-queue");
    await run();
    const { traceEvents } = JSON.parse(await savedText(page, "Perfetto"));
    const phase = (ph) => traceEvents.filter((event) => event.ph === ph);
    const slices = phase("X");
    for (const event of traceEvents) {
      assert.equal(typeof event.pid, "number");
      assert.equal(typeof event.tid, "number");
      assert.equal(typeof event.ts, "number");
      assert.equal(typeof event.name, "string");
    }
    assert.ok(slices.every((slice) => slice.dur >= 0));
    assert.equal(phase("M").filter((meta) => meta.name === "process_name").length, 3);
    // A flow ends once for each beginning, within a slice and not before it began.
    const ends = new Map(phase("f").map((flow) => [`${flow.cat}${flow.id}`, flow]));
    assert.ok(phase("s").length >= 20);
    for (const start of phase("s")) {
      const end = ends.get(`${start.cat}${start.id}`);
      assert.ok(end.ts >= start.ts);
      for (const { pid, tid, ts } of [start, end]) {
        const holds = (slice) =>
          slice.pid === pid && slice.tid === tid && slice.ts <= ts && ts <= slice.ts + slice.dur;
        assert.ok(slices.some(holds), JSON.stringify({ pid, tid, ts }));
      }
    }
  });

  test("a busy process is paused, stepped line by line, and goes on", async () => {
    await setProgram(page, STEPS);
    await page.click("#run");
    await page.waitForSelector(".state.live");
    await page.waitForFunction(() =>
      [...document.querySelectorAll(".labels .doing")].some((doing) => doing.textContent === "running"),
    );
    await page.click("#pause");
    await page.waitForSelector(".state.paused");
    const button = ".steps button:not([aria-disabled])";
    await page.waitForSelector(button);
    const line = () => page.$eval(`${button} .doing`, (place) => place.textContent);
    assert.ok(["line 3", "line 4"].includes(await line()), await line());
    assert.equal((await page.$$(".cm-processes .mark-of.hue-0")).length >= 1, true);
    const seen = new Set([await line()]);
    for (let step = 0; step < 3; step += 1) {
      const before = await line();
      // By keyboard, which keeps its place.
      if (step === 0) await page.focus(button);
      await page.keyboard.press("Enter");
      await page.waitForFunction(
        (button, before) => {
          // While the process is on its way there is no place to show.
          const place = document.querySelector(`${button} .doing`);
          return place && place.textContent !== before && document.activeElement.matches(button);
        },
        {},
        button,
        before,
      );
      seen.add(await line());
    }
    assert.deepEqual([...seen].toSorted(), ["line 3", "line 4"]);
    await page.click("#pause");
    await page.waitForSelector(".state.live");
    assert.equal(await page.$(".steps"), null);
    await page.click("#stop");
    await page.waitForSelector(".state.stopped");
  });

  test("a pause holds the time of a run", async () => {
    await setProgram(page, "import time\ntime.sleep(1)\nprint('slept')\n");
    await page.click("#run");
    await page.waitForFunction(() =>
      [...document.querySelectorAll(".labels .doing")].some((doing) => /sleep/.test(doing.textContent)),
    );
    await page.click("#pause");
    await page.waitForSelector(".state.paused");
    const place = () => page.$eval(".playback .place", (place) => place.textContent);
    const before = await place();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    assert.equal(await place(), before);
    await page.click("#pause");
    await page.waitForSelector(".state.done");
    assert.deepEqual(await texts(".console .text"), ["slept"]);
  });

  test("the keyboard chooses views and moves the timeline", async () => {
    await run();
    await page.focus(".tabs [role=tab][aria-selected=true]");
    for (const name of [...NAMES.slice(1), NAMES[0]]) {
      await page.keyboard.press("ArrowRight");
      assert.equal(await page.$eval(".tabs [aria-selected=true]", (tab) => tab.textContent), name);
    }
    await page.focus(".lanes");
    const picture = () => page.$eval(".plot canvas", (canvas) => canvas.toDataURL());
    const whole = await picture();
    const changed = (before) =>
      page.waitForFunction(
        (before) => document.querySelector(".plot canvas").toDataURL() !== before,
        {},
        before,
      );
    await page.keyboard.press("+");
    await changed(whole);
    await page.keyboard.press("Home");
    await page.waitForFunction(
      (whole) => document.querySelector(".plot canvas").toDataURL() === whole,
      {},
      whole,
    );
    await page.keyboard.press("c");
    await changed(whole);
  });

  test("axe finds nothing wrong with any view, in light and in dark", async () => {
    assert.deepEqual(await audit(page), [], "empty");
    await page.select("#program", "deadlock");
    await page.click("#run");
    await page.waitForSelector(".deadlock .advice");
    assert.deepEqual(await audit(page), [], "deadlock");
    await page.select("#program", "task-queue");
    await run();
    for (const scheme of ["light", "dark"]) {
      await emulateScheme(page, scheme);
      assert.ok(await page.evaluate((scheme) => matchMedia(`(prefers-color-scheme: ${scheme})`).matches, scheme));
      for (const name of NAMES) {
        await choose(name);
        assert.deepEqual(await audit(page), [], `${name}, ${scheme}`);
      }
    }
  });
});
