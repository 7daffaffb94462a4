// How smoothly the timeline of a large run is moved and zoomed, and what its record takes.

import { ROUNDS, figure } from "../measure.mjs";
import { withSite } from "../sides.mjs";
import { setProgram } from "../../tests/e2e/support.mjs";

const LANES = 32;
const EVENTS = 100_000;
const FRAMES = 300;

// Each message is two events.
const PROGRAM = `
from multiprocessing import Barrier, Process, Queue

def talk(together):
    queue = Queue()
    together.wait()
    for n in range(${Math.ceil(EVENTS / (LANES - 1) / 2)}):
        queue.put(n)
        queue.get()

if __name__ == "__main__":
    together = Barrier(${LANES - 1})
    processes = [Process(target=talk, args=(together,)) for _ in range(${LANES - 1})]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
`.trimStart();

/** The value below which `share` of the values are. */
function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** Turns the wheel over the plot in each of so many frames; returns the milliseconds of work of each frame. */
function turn(frames) {
  const canvas = document.querySelector(".plot canvas");
  const { left, width, top, height } = canvas.getBoundingClientRect();
  const channel = new MessageChannel();
  const works = [];
  return new Promise((resolve) => {
    let turned = 0;
    let began;
    channel.port1.onmessage = () => {
      works.push(performance.now() - began);
      if (works.length === frames) {
        resolve(works);
      }
    };
    const frame = () => {
      began = performance.now();
      const n = turned;
      turned += 1;
      // In, aside, out again, aside.
      const zooms = n % 100 < 30 || (n % 100 >= 50 && n % 100 < 80);
      const delta = n % 100 < 30 ? -40 : 40;
      canvas.dispatchEvent(
        new WheelEvent("wheel", {
          bubbles: true,
          cancelable: true,
          clientX: left + width / 2,
          clientY: top + height / 2,
          ctrlKey: zooms,
          shiftKey: !zooms,
          deltaY: zooms ? delta : n % 2 === 0 ? 30 : -20,
        }),
      );
      // The message comes after the frame was painted.
      channel.port2.postMessage(null);
      if (turned < frames) {
        requestAnimationFrame(frame);
      }
    };
    requestAnimationFrame(frame);
  });
}

/** How many bytes the page's own memory has. */
function memoryOf(page) {
  return page.evaluate(() => globalThis.pageMemory.buffer.byteLength);
}

export default () =>
  withSite(async (page) => {
    await page.evaluateOnNewDocument(() => {
      const instantiate = WebAssembly.instantiateStreaming;
      WebAssembly.instantiateStreaming = async (...args) => {
        const result = await instantiate.apply(WebAssembly, args);
        globalThis.pageMemory = result.instance.exports.memory;
        return result;
      };
    });
    await page.reload();
    await page.waitForSelector(".cm-content");
    await setProgram(page, PROGRAM);
    const before = await memoryOf(page);
    await page.click("#run");
    await page.waitForSelector(".state.done");
    const place = await page.$eval(".playback .place", (place) => place.textContent);
    const events = Number(place.match(/of (\d+)/)[1]);
    const bytes = (await memoryOf(page)) - before;
    const figures = [figure("event-memory", { unit: "B" }, { ours: [bytes / events] })];
    for (const [name, keys] of [
      ["frame", []],
      ["frame-critical-path", ["c"]],
    ]) {
      await page.focus(".lanes");
      for (const key of keys) {
        await page.keyboard.press(key);
      }
      const most = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const works = await page.evaluate(turn, FRAMES);
        most.push(quantile(works, 0.95));
        process.stdout.write(".");
      }
      figures.push(figure(name, { unit: "ms" }, { ours: most }));
    }
    return { figures };
  });
