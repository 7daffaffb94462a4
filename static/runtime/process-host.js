// What the interpreter imports: messages to the kernel, clocks, threads that stand still, shared memory, and copies of the
// process. Nothing but numbers and bytes crosses this boundary.

/** @import { FromProcessWorker, MemoryCopy } from "../../crates/worker-messages/messages.d.ts" */
/** @import { Exports } from "./side-modules.js" */

import { LARGE, ProcessSide } from "./line.js";
import { attach, linkAgain, sideModules } from "./side-modules.js";

// The unit in which memory grows, in bytes.
const PAGE = 65_536;

/**
 * The line to the kernel of this process, where there is one.
 *
 * @type {ProcessSide | null}
 */
let line = null;

/**
 * Posts messages of the protocol to the kernel's worker.
 *
 * @param {Uint8Array} bytes
 */
export function post(bytes) {
  if (line && bytes.length <= LARGE) {
    line.write(bytes);
    return;
  }
  line?.announce();
  const copy = bytes.slice();
  self.postMessage(copy, [copy.buffer]);
}

/**
 * Posts another message to the kernel's worker.
 *
 * @param {FromProcessWorker} message
 * @param {ArrayBuffer[]} transfer
 */
export function tell(message, transfer = []) {
  line?.announce();
  self.postMessage(message, transfer);
}

/**
 * Takes in a message of the kernel; set by the worker, since this module is there before the interpreter is.
 *
 * @type {(message: Uint8Array) => void}
 */
let onMessage;

/** @param {typeof onMessage} callback */
export function setOnMessage(callback) {
  onMessage = callback;
}

/**
 * Opens the line to the kernel.
 *
 * @param {number} number
 * @param {SharedArrayBuffer} buffer
 * @param {SharedArrayBuffer} bell
 */
export function openLine(number, buffer, bell) {
  tell({ kind: "opened", body: { number } });
  line = new ProcessSide(buffer, bell);
  listen(line);
}

/** @param {ProcessSide} side */
function listen(side) {
  if (side === line) {
    const seen = side.seen();
    takeIn();
    side.whenMore(seen, () => listen(side));
  }
}

/** Takes in what the kernel has written, as far as nothing has to come before it. */
function takeIn() {
  for (let message = line?.read(); message !== undefined; message = line?.read()) {
    onMessage(message);
  }
}

/**
 * Does what a message of the kernel says that was posted, between those that were written before it and after it.
 *
 * @param {() => void} action
 */
export function takePosted(action) {
  line?.posted(onMessage);
  action();
  takeIn();
}

/** Takes in what the kernel has said, if that can be found without a turn of the event loop; returns whether it can. */
export function glance() {
  if (!line || line.isHeldUp) {
    return 0;
  }
  takeIn();
  return 1;
}

/**
 * The threads that wait for replies, by the number of the call.
 *
 * @type {Map<number, (value: number) => void>}
 */
const waiting = new Map();

/**
 * The calls to which there are replies for which nobody waits yet: a thread may let another one run before it does.
 *
 * @type {Set<number>}
 */
const answered = new Set();

/**
 * Suspends a thread until `resume` is called with the same number, unless it was before. Where there is a line, and no
 * other thread could run, the whole worker waits.
 *
 * @param {number} call
 * @returns {Promise<number> | number}
 */
export function wait(call) {
  while (!answered.delete(call)) {
    const seen = line?.seen();
    takeIn();
    if (answered.has(call)) {
      continue;
    }
    if (!line || seen === undefined || line.isHeldUp || !areAllWaiting()) {
      return new Promise((resolve) => waiting.set(call, resolve));
    }
    line.wait(seen);
  }
  return 0;
}

/** Whether no thread but the running one can go on before the kernel says something. */
function areAllWaiting() {
  const isTimed = [...parked.values()].some(({ timer }) => timer !== null);
  return breathing.length === 0 && !isTimed && threads - 1 === waiting.size + parked.size;
}

/** @param {number} call */
export function resume(call) {
  const resolve = waiting.get(call);
  if (resolve) {
    waiting.delete(call);
    resolve(0);
  } else {
    answered.add(call);
  }
}

export function monotonicMicros() {
  return (performance.timeOrigin + performance.now()) * 1000;
}

export function wallClockMicros() {
  return Date.now() * 1000;
}

/** @param {Uint8Array<ArrayBuffer>} into */
export function random(into) {
  // No more can be had at once.
  const most = 65_536;
  for (let at = 0; at < into.length; at += most) {
    crypto.getRandomValues(into.subarray(at, at + most));
  }
}

// Resolves in a task of its own, so that a terminated worker ends here.
const { port1, port2 } = new MessageChannel();
/** @type {(() => void)[]} */
const breathing = [];
port1.onmessage = () => breathing.shift()?.();

/** @param {() => void} resolve */
function nextTask(resolve) {
  breathing.push(resolve);
  port2.postMessage(0);
}

/** @returns {Promise<number>} */
export function breathe() {
  return new Promise((resolve) => {
    nextTask(() => resolve(0));
  });
}

/**
 * The threads that wait for another one of the process, by their tickets.
 *
 * The timer of one without a time-out is null.
 *
 * @type {Map<number, { resolve: (isWoken: number) => void, timer: number | null }>}
 */
const parked = new Map();

// The longest time that a timer can be set for, in milliseconds.
const LONGEST = 2 ** 31 - 1;

// What locking the worker takes away.
const setTimer = setTimeout.bind(self);
const clearTimer = clearTimeout.bind(self);

/**
 * Suspends a thread until `unpark` is called with its ticket, then resolves to 1, or until the time is up, then to 0. A
 * negative time is without end.
 *
 * @param {number} ticket
 * @param {number} micros
 * @returns {Promise<number>}
 */
export function park(ticket, micros) {
  return new Promise((resolve) => {
    /** @type {{ resolve: (isWoken: number) => void, timer: number | null }} */
    const thread = { resolve, timer: null };
    parked.set(ticket, thread);
    if (micros < 0) {
      return;
    }
    thread.timer = 0;
    const until = monotonicMicros() + micros;
    const look = () => {
      if (parked.get(ticket) !== thread) {
        return;
      }
      const left = (until - monotonicMicros()) / 1000;
      if (left <= 0) {
        parked.delete(ticket);
        resolve(0);
      } else if (left < 1) {
        // Timers of browsers are late by up to four milliseconds.
        nextTask(look);
      } else {
        thread.timer = setTimer(look, Math.min(left, LONGEST));
      }
    };
    if (micros === 0) {
      nextTask(look);
    } else {
      look();
    }
  });
}

/**
 * Wakes a thread; returns whether it was suspended.
 *
 * @param {number} ticket
 */
export function unpark(ticket) {
  const thread = parked.get(ticket);
  if (!thread) {
    return 0;
  }
  parked.delete(ticket);
  clearTimer(thread.timer ?? 0);
  thread.resolve(1);
  return 1;
}

// How many processes have lived in this worker.
let processes = 1;

/**
 * Runs a thread; set by the worker, since this module is there before the interpreter is.
 *
 * @type {(thread: number) => Promise<void>}
 */
let onThread;

/** @param {typeof onThread} callback */
export function setOnThread(callback) {
  onThread = callback;
}

/** How many threads this process has, suspended or not. */
let threads = 1;

/**
 * Starts a thread once the present one waits.
 *
 * @param {number} thread
 */
export function startThread(thread) {
  const starting = processes;
  threads += 1;
  queueMicrotask(async () => {
    if (starting === processes) {
      await onThread(thread);
    }
    if (starting === processes) {
      threads -= 1;
    }
  });
}

// A number that counts the writes comes first in shared memory, then its bytes.
const HEADER = 8;

/**
 * Shared memory that the kernel's worker gave to this one, by its number: the header, and the bytes as numbers of each
 * width, in arrays that share no type with which `Atomics` may be called.
 *
 * @type {Map<number, { header: Int32Array, [width: number]: any }>}
 */
const memories = new Map();

/**
 * @param {number} memory
 * @param {SharedArrayBuffer} buffer
 */
export function mapMemory(memory, buffer) {
  memories.set(memory, {
    header: new Int32Array(buffer, 0, 1),
    1: new Uint8Array(buffer, HEADER),
    2: new Int16Array(buffer, HEADER),
    4: new Int32Array(buffer, HEADER),
    8: new BigInt64Array(buffer, HEADER),
  });
}

/** @param {number} memory */
export function unmapMemory(memory) {
  memories.delete(memory);
}

/** @param {number} memory */
function mapped(memory) {
  const views = memories.get(memory);
  if (!views) {
    throw new Error(`memory ${memory} is not mapped`);
  }
  return views;
}

/**
 * How many writes there were.
 *
 * @param {number} memory
 */
export function memoryGeneration(memory) {
  return Atomics.load(mapped(memory).header, 0);
}

/**
 * Whether these bytes are read and written whole, as a processor does it with a number, so that nobody sees half of one.
 *
 * @param {number} offset
 * @param {Uint8Array} bytes
 */
function isNumber(offset, { length, byteOffset }) {
  return [2, 4, 8].includes(length) && offset % length === 0 && byteOffset % length === 0;
}

/**
 * @param {any} view
 * @param {Uint8Array} bytes
 */
function sameWidth(view, bytes) {
  return new view.constructor(bytes.buffer, bytes.byteOffset, 1);
}

/**
 * @param {number} memory
 * @param {number} offset
 * @param {Uint8Array} into
 */
export function readMemory(memory, offset, into) {
  const views = mapped(memory);
  const { length } = into;
  if (isNumber(offset, into)) {
    const view = views[length];
    sameWidth(view, into)[0] = Atomics.load(view, offset / length);
  } else {
    into.set(views[1].subarray(offset, offset + length));
  }
}

/**
 * Returns the number of writes before this one.
 *
 * @param {number} memory
 * @param {number} offset
 * @param {Uint8Array} bytes
 */
export function writeMemory(memory, offset, bytes) {
  const views = mapped(memory);
  const { length } = bytes;
  if (isNumber(offset, bytes)) {
    const view = views[length];
    Atomics.store(view, offset / length, sameWidth(view, bytes)[0]);
  } else {
    views[1].set(bytes, offset);
  }
  return Atomics.add(views.header, 0, 1);
}

/**
 * What the instance of the interpreter exports; set by the worker, since this module is there before the instance is.
 *
 * @type {Exports}
 */
let instance;

/** @param {Exports} exports */
export function setInstance(exports) {
  instance = exports;
  attach(exports);
}

/** Tells the kernel's worker how much memory this one has. */
export function tellSize() {
  tell({ kind: "size", body: { bytes: instance.memory.buffer.byteLength } });
}

/**
 * The buffer of a copy that has been put into another worker, for the next copy: the pages that a new one would take cost
 * more than filling them.
 *
 * @type {ArrayBuffer | null}
 */
let spare = null;

/** @param {ArrayBuffer} buffer */
export function setSpare(buffer) {
  spare = buffer;
}

/**
 * Hands a copy of the process's memory to the kernel's worker.
 *
 * @param {number} call in which the process asked for it, or 0
 */
export function copyMemory(call) {
  const began = performance.now();
  const bytes = new Uint8Array(instance.memory.buffer, 0, instance.memory_taken());
  const { length } = bytes;
  const buffer = spare && spare.byteLength >= length ? spare : new ArrayBuffer(length);
  spare = null;
  const image = new Uint8Array(buffer, 0, length);
  image.set(bytes);
  const table = instance.__wbindgen_externrefs.length;
  const micros = (performance.now() - began) * 1000;
  tell({ kind: "copied", body: { call, image, table, sideModules: sideModules(), micros } }, [buffer]);
}

// What this process is a copy of, and how long it took to make it.
let copied = { bytes: 0, micros: 0 };

/**
 * Makes the instance's memory a copy of another's.
 *
 * @param {MemoryCopy} copy
 */
export function installMemory({ image, table, sideModules, micros }) {
  const began = performance.now();
  const { memory, __wbindgen_externrefs: references } = instance;
  const missing = image.byteLength - memory.buffer.byteLength;
  if (missing > 0) {
    memory.grow(missing / PAGE);
  }
  linkAgain(sideModules);
  new Uint8Array(memory.buffer).set(image);
  if (table > references.length) {
    references.grow(table - references.length);
  }
  copied = { bytes: image.byteLength, micros: micros + (performance.now() - began) * 1000 };
  tellSize();
  const { buffer } = image;
  tell({ kind: "installed", body: { buffer } }, [buffer]);
}

export function copiedBytes() {
  return copied.bytes;
}

export function copiedMicros() {
  return copied.micros;
}

/**
 * The process has ended: none of its threads goes on, and nothing that it had is left outside of its memory, which another
 * process's will be written over.
 *
 * @returns {Promise<never>}
 */
export function end() {
  processes += 1;
  threads = 1;
  waiting.clear();
  answered.clear();
  parked.forEach(({ timer }) => clearTimer(timer ?? 0));
  parked.clear();
  breathing.length = 0;
  memories.clear();
  spare = null;
  panic = null;
  tellSize();
  line = null;
  return new Promise(() => {});
}

/**
 * What the interpreter said when it failed.
 *
 * @type {string | null}
 */
let panic = null;

/** @param {string} text */
export function reportPanic(text) {
  panic = text;
}

export function lastWords() {
  return panic;
}
