// What the workers do with a message that there is not. Those that there are, the other suites send.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { onOnePage } from "./support.mjs";

/** What a worker says when it is told something. The page that shows its script has no policy about who may start it. */
async function answer({ page, world }, script, message) {
  await page.goto(world.url);
  const runtime = await page.$eval("meta[name=spawnpoint-runtime]", (meta) => meta.content);
  await page.goto(new URL(`${runtime}/${script}`, world.url).href);
  return page.evaluate(
    (message) =>
      new Promise((resolve, reject) => {
        const worker = new Worker(location.href, { type: "module" });
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message));
        worker.postMessage(message);
      }),
    message,
  );
}

describe("a message of an unknown kind", () => {
  let opened;
  onOnePage((one) => (opened = one));

  for (const [script, said, text] of [
    ["kernel-worker.js", "fatal", "reason"],
    ["process-worker.js", "died", "report"],
  ]) {
    test(`is an error of ${script} that names the kind`, async () => {
      const { kind, body } = await answer(opened, script, { kind: "nonsense" });
      assert.equal(kind, said);
      assert.match(body[text], /nonsense/);
    });
  }
});
