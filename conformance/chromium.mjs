// Runs programs in one page, for `cargo xtask conformance`: each line of the input is a JSON object with the options of
// `spawnpoint.run`, and is answered by a line with how it ended. The arguments are the files beside each program.

import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as after } from "node:timers/promises";

import { open, openPage } from "../tests/e2e/support.mjs";

// How often it is looked whether a run has ended, in milliseconds.
const POLL = 100;

const files = await Promise.all(
  process.argv.slice(2).map(async (path) => ({
    name: basename(path),
    content: await readFile(path, "base64"),
  })),
);

/** A browser with a page in which the files are there. */
async function openWorld() {
  const world = await open({ isolated: true });
  const { page } = await openPage(world.browser, world.url);
  await page.evaluate(async (files) => {
    globalThis.files = {};
    for (const { name, content } of files) {
      globalThis.files[name] = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    }
  }, files);
  return { ...world, page };
}

/** Runs a program. The driver of the browser gives up an evaluation that takes minutes, so the page is asked time and
 * again. */
async function run(page, options) {
  await page.evaluate((options) => {
    globalThis.answer = undefined;
    globalThis.spawnpoint
      .run({ ...options, files: globalThis.files })
      .catch((error) => ({ status: "error", stdout: "", stderr: String(error) }))
      .then(({ status, stdout, stderr }) => {
        globalThis.answer = { status, stdout, stderr };
      });
  }, options);
  let answer;
  do {
    await after(POLL);
    answer = await page.evaluate(() => globalThis.answer);
  } while (answer === undefined);
  return answer;
}

let world;
for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    world ??= await openWorld();
    answer = await run(world.page, JSON.parse(line));
  } catch (error) {
    answer = { status: "error", stdout: "", stderr: String(error) };
  }
  if (answer.status !== "finished") {
    // The next run has nothing to do with what is left of this one. The browser may be gone.
    await world?.close().catch(() => {});
    world = undefined;
  }
  console.log(JSON.stringify(answer));
}
await world?.close();
