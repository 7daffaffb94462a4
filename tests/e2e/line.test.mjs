// The line between the kernel's worker and a process's, in memory that they share.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";

import { KernelSide, LARGE, ProcessSide, makeBell, makeLine } from "../../static/runtime/line.js";

/** Both sides of a new line. */
function open() {
  const [line, bell] = [makeLine(), makeBell()];
  const rung = new Int32Array(bell);
  return { kernel: new KernelSide(line), process: new ProcessSide(line, bell), rung };
}

/** All messages that are there to read. */
function all(side) {
  const messages = [];
  for (let message = side.read(); message !== undefined; message = side.read()) {
    messages.push([...message]);
  }
  return messages;
}

/** A message of so many bytes that is unlike others of its size. */
function message(length, seed) {
  return Uint8Array.from({ length }, (_, place) => (place * 7 + seed) % 251);
}

/** Numbers that look random and are the same each time. */
function* numbers(seed) {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

describe("a line", () => {
  test("carries messages in order, in both directions", () => {
    const { kernel, process, rung } = open();
    process.write(Uint8Array.of(1));
    process.write(Uint8Array.of(2, 3));
    assert.equal(rung[0], 2);
    kernel.write(Uint8Array.of(4));
    assert.deepEqual(all(kernel), [[1], [2, 3]]);
    assert.deepEqual(all(process), [[4]]);
    assert.deepEqual(all(kernel), []);
  });

  test("carries what is larger than it as it is read", () => {
    const { kernel, process, rung } = open();
    const large = message(300_000, 1);
    kernel.write(large);
    kernel.write(Uint8Array.of(9));
    let read;
    let turns = 0;
    while ((read = process.read()) === undefined) {
      // The process rings once there is room again.
      assert.equal(rung[0], ++turns);
      kernel.flush();
    }
    assert.deepEqual(read, large);
    assert.ok(turns > 3);
    kernel.flush();
    assert.deepEqual(all(process), [[9]]);
  });

  test("carries any messages whenever they are read", () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const { kernel, process } = open();
      const random = numbers(seed);
      const next = (most) => Math.floor(random.next().value * most);
      const [sent, received] = [[], []];
      for (let step = 0; step < 400; step += 1) {
        if (next(2) === 0) {
          const written = message(1 + next(next(8) === 0 ? 100_000 : 40), step);
          sent.push(written);
          kernel.write(written);
        } else {
          kernel.flush();
          const read = process.read();
          received.push(...(read === undefined ? [] : [read]));
        }
      }
      while (received.length < sent.length) {
        kernel.flush();
        const read = process.read();
        received.push(...(read === undefined ? [] : [read]));
      }
      assert.deepEqual(received, sent);
    }
  });

  test("keeps what is posted among what is written", () => {
    const { kernel, process } = open();
    process.write(Uint8Array.of(1));
    process.announce();
    process.write(Uint8Array.of(2));
    // Written messages are read first: the posted one is waited for.
    assert.deepEqual(all(kernel), [[1]]);
    assert.ok(kernel.isHeldUp);
    const taken = [];
    kernel.posted((message) => taken.push(message));
    assert.deepEqual(taken, []);
    assert.deepEqual(all(kernel), [[2]]);
    // The posted message comes first: what was written before it is taken.
    process.write(Uint8Array.of(3));
    process.announce();
    kernel.posted((message) => taken.push([...message]));
    assert.deepEqual(taken, [[3]]);
    assert.throws(() => kernel.posted(() => {}), /no frame tells/);
  });

  test("is for messages that are no larger for either side", async () => {
    const text = await readFile(new URL("../../crates/kernel-worker/src/workers.rs", import.meta.url), "utf8");
    const [, power] = /const LARGE: usize = 1 << (\d+);/.exec(text);
    assert.equal(2 ** power, LARGE);
  });

  test("wakes who waits, in place or with a call", async () => {
    const { kernel, process } = open();
    const seen = process.seen();
    const called = new Promise((resolve) => process.whenMore(seen, resolve));
    kernel.write(Uint8Array.of(1));
    await called;
    // Somebody who has not seen it does not wait.
    process.wait(seen);
    await new Promise((resolve) => process.whenMore(seen, resolve));
  });
});
