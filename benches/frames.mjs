// How smoothly the timeline of a large run is moved and zoomed, and what its record takes.

import { open, openPage, setProgram } from "../tests/e2e/support.mjs";

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

/** Turns the wheel over the plot in each of so many frames; returns what each frame took. */
function turn(frames) {
  const canvas = document.querySelector(".plot canvas");
  const { left, width, top, height } = canvas.getBoundingClientRect();
  const channel = new MessageChannel();
  const works = [];
  const intervals = [];
  return new Promise((resolve) => {
    let last;
    let began;
    channel.port1.onmessage = () => {
      works.push(performance.now() - began);
      if (works.length === frames) {
        resolve({ works, intervals });
      }
    };
    const frame = (time) => {
      began = performance.now();
      if (last !== undefined) {
        intervals.push(time - last);
      }
      last = time;
      const n = intervals.length;
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
      if (intervals.length < frames - 1) {
        requestAnimationFrame(frame);
      }
    };
    requestAnimationFrame(frame);
  });
}

const world = await open();
try {
  const { page } = await openPage(world.browser, world.url);
  await page.evaluateOnNewDocument(() => {
    const instantiate = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (...args) => {
      const result = await instantiate.apply(WebAssembly, args);
      globalThis.pageMemory = result.instance.exports.memory;
      return result;
    };
  });
  page.setDefaultTimeout(600_000);
  await page.reload();
  await page.waitForSelector(".cm-content");
  await setProgram(page, PROGRAM);
  const bytes = () => page.evaluate(() => globalThis.pageMemory.buffer.byteLength);
  const before = await bytes();
  await page.click("#run");
  await page.waitForSelector(".state.done");
  const after = await bytes();
  const place = await page.$eval(".playback .place", (place) => place.textContent);
  const events = Number(place.match(/of (\d+)/)[1]);
  console.log(`\nTimeline: ${events} events, ${LANES} lanes, ${FRAMES} frames of zooming and moving`);
  console.log(`  the page's memory grew by ${((after - before) / events).toFixed(0)} bytes an event`);
  for (const [what, set] of [
    ["plain", () => {}],
    ["with the critical path", () => page.keyboard.press("c")],
  ]) {
    await page.focus(".lanes");
    await set();
    const { works, intervals } = await page.evaluate(turn, FRAMES);
    const shown = (values, share) => quantile(values, share).toFixed(1);
    console.log(
      `  ${what}: work in a frame p50 ${shown(works, 0.5)} ms, p95 ${shown(works, 0.95)} ms; ` +
        `from frame to frame p50 ${shown(intervals, 0.5)} ms, p95 ${shown(intervals, 0.95)} ms`,
    );
  }
} finally {
  await world.close();
}
