// Takes the guide's pictures: runs examples in the built site, in either language, and saves what the page shows
// in light and in dark colours. `cargo xtask pictures` sets the environment.

import { mkdir, readdir, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { open, openPage, PATIENCE } from "../tests/e2e/support.mjs";

const FOLDER = fileURLToPath(new URL("../docs/guide/pictures/", import.meta.url));
const LANGUAGES = ["en", "ja"];
const SCHEMES = ["light", "dark"];

/** What compares best: nothing but work. */
const COMPUTING = `from multiprocessing import Process

def compute():
    total = 0
    for n in range(3_000_000):
        total += n * n % 7

if __name__ == "__main__":
    workers = [Process(target=compute) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
`;

/** All pictures together, in bytes. */
const MOST = 2_500_000;

/** After a run, in milliseconds. */
const REST = 1_500;

/** Beside what is shown, in CSS pixels. */
const MARGIN = 6;

/** What to take: the program, the tab of the views to open, what to do then, and the elements that are shown. */
const PICTURES = [
  { name: "overview", example: "three-workers", tab: "console", shows: ["body"], size: [1300, 740] },
  { name: "timeline", example: "pool", shows: [".panel.timeline"] },
  { name: "console", example: "nested", tab: "console", shows: [".tabs", ".console .filters", ".console .row"] },
  { name: "messages", example: "task-queue", tab: "channels", prepare: goToFullestQueue, shows: [".tabs", ".card"] },
  { name: "memories", example: "own-memory", mode: "processes", tab: "memories", shows: [".tabs", "table.memories"] },
  { name: "locks", example: "deadlock", tab: "locks", shows: [".tabs", "#panel-locks > *"] },
  { name: "events", example: "daemon", tab: "events", shows: [".tabs", ".filters", ".events tr:nth-child(-n+12)"] },
  {
    name: "comparison",
    program: COMPUTING,
    mode: "both",
    shows: [".panel.timeline", ".findings", ".times"],
    size: [1500, 1500],
  },
  {
    name: "playback",
    example: "three-workers",
    tab: "memories",
    prepare: (page) => goTo(page, 0.6),
    shows: [".panel.timeline", ".playback-row"],
  },
  { name: "race", example: "race", shows: [".panel.timeline"] },
];

async function main() {
  await mkdir(FOLDER, { recursive: true });
  const only = process.argv.slice(2);
  const world = await open();
  try {
    for (const language of LANGUAGES) {
      const { page } = await openPage(world.browser, world.url, (page) =>
        page.evaluateOnNewDocument((language) => {
          localStorage.setItem("spawnpoint.language", language);
        }, language),
      );
      for (const picture of PICTURES) {
        if (only.length === 0 || only.includes(picture.name)) {
          await take(page, language, picture);
        }
      }
      await page.close();
    }
  } finally {
    await world.close();
  }
  const sizes = (await readdir(FOLDER)).map(async (name) => (await stat(`${FOLDER}${name}`)).size);
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  console.log(`${total} bytes of ${MOST}`);
  if (total > MOST) {
    throw new Error("the pictures are too large");
  }
}

async function take(page, language, { name, example, program, mode, tab, prepare, shows, size = [1500, 1100] }) {
  const [width, height] = size;
  await page.setViewport({ width, height, deviceScaleFactor: 2 });
  const fragment = new URLSearchParams(example ? { example } : { code: program });
  if (mode) {
    fragment.set("mode", mode);
  }
  await page.evaluate((fragment) => {
    location.hash = fragment;
  }, fragment.toString());
  // The first run of a program is slower than those after it, which show what is usual.
  await run(page);
  await run(page);
  if (tab) {
    await page.click(`#tab-${tab}`);
  }
  await page.mouse.move(0, 0);
  await prepare?.(page);
  for (const scheme of SCHEMES) {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    await settle(page);
    const path = `${FOLDER}${name}.${language}.${scheme}.webp`;
    const clip = await page.evaluate(area, shows, MARGIN);
    await page.screenshot({ path, type: "webp", quality: 60, clip });
    console.log(`${path.slice(FOLDER.length)} ${clip.width}×${clip.height}, ${(await stat(path)).size} bytes`);
  }
}

async function run(page) {
  await page.waitForSelector("#run:enabled", { timeout: PATIENCE });
  await page.click("#run");
  await page.waitForSelector("#stop:enabled", { timeout: PATIENCE });
  await page.waitForSelector("#stop:disabled", { timeout: PATIENCE });
  // Until there are idle workers again; without them a start takes longer than usual.
  await new Promise((resolve) => setTimeout(resolve, REST));
}

/** Lets the page paint what it is about to. */
function settle(page) {
  return page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(resolve), 50))),
  );
}

/** The rectangle around all that the selectors name, in whole pixels. */
function area(selectors, margin) {
  const rectangles = selectors
    .flatMap((selector) => [...document.querySelectorAll(selector)])
    .map((element) => element.getBoundingClientRect())
    .filter(({ width, height }) => width > 0 && height > 0);
  const x = Math.max(0, Math.floor(Math.min(...rectangles.map(({ left }) => left))) - margin);
  const y = Math.max(0, Math.floor(Math.min(...rectangles.map(({ top }) => top))) - margin);
  const right = Math.min(innerWidth, Math.ceil(Math.max(...rectangles.map(({ right }) => right))) + margin);
  const bottom = Math.min(innerHeight, Math.ceil(Math.max(...rectangles.map(({ bottom }) => bottom))) + margin);
  return { x, y, width: right - x, height: bottom - y };
}

/** Takes all views to a part of the run. */
function goTo(page, part) {
  return page.evaluate((part) => {
    const slider = document.querySelector(".playback input");
    slider.value = part * slider.max;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  }, part);
}

/** Takes all views to the moment at which most is on its way in the queues. */
async function goToFullestQueue(page) {
  let best = { count: -1, part: 1 };
  for (let part = 0.05; part < 1; part += 0.01) {
    await goTo(page, part);
    await settle(page);
    const count = await page.$$eval("#panel-channels .messages li:not(.more)", (items) => items.length);
    if (count > best.count) {
      best = { count, part };
    }
  }
  await goTo(page, best.part);
}

await main();
