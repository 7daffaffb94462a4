// What the workers do with a message that there is not. Those that there are, the other suites send.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { onOnePage } from "./support.mjs";

/** What a worker of the runtime says when it is told something. */
function answer(page, script, message) {
  return page.evaluate(
    (script, message) =>
      new Promise((resolve, reject) => {
        const { content } = document.querySelector("meta[name=spawnpoint-runtime]");
        const worker = new Worker(`${content}/${script}`, { type: "module" });
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message));
        worker.postMessage(message);
      }),
    script,
    message,
  );
}

describe("a message of an unknown kind", () => {
  let page;
  onOnePage((one) => ({ page } = one));

  for (const [script, said, text] of [
    ["kernel-worker.js", "fatal", "reason"],
    ["process-worker.js", "died", "report"],
  ]) {
    test(`is an error of ${script} that names the kind`, async () => {
      const { kind, body } = await answer(page, script, { kind: "nonsense" });
      assert.equal(kind, said);
      assert.match(body[text], /nonsense/);
    });
  }
});
