// What the interpreter imports: messages to and from the kernel as bytes, clocks, and threads that stand still. Nothing but
// numbers and bytes crosses this boundary.

let panic = null;

// The unit in which memory grows, in bytes.
const PAGE = 65_536;

export function post(bytes) {
  const copy = bytes.slice();
  self.postMessage(copy, [copy.buffer]);
}

// The threads that wait for replies, by the number of the call, and the calls to which there are replies for which nobody
// waits yet: a thread may let another one run before it does.
const waiting = new Map();
const answered = new Set();

// Suspends a thread until `resume` is called with the same number, unless it was before.
export function wait(call) {
  return new Promise((resolve) => {
    if (answered.delete(call)) {
      resolve(0);
    } else {
      waiting.set(call, resolve);
    }
  });
}

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

export function random(into) {
  // No more can be had at once.
  const most = 65_536;
  for (let at = 0; at < into.length; at += most) {
    crypto.getRandomValues(into.subarray(at, at + most));
  }
}

// Resolves in a task of its own, so that a terminated worker ends here.
const { port1, port2 } = new MessageChannel();
const breathing = [];
port1.onmessage = () => breathing.shift()?.();
function nextTask(resolve) {
  breathing.push(resolve);
  port2.postMessage(0);
}

export function breathe() {
  return new Promise((resolve) => {
    nextTask(() => resolve(0));
  });
}

// The threads that wait for another one of the process, by their tickets.
const parked = new Map();

// The longest time that a timer can be set for, in milliseconds.
const LONGEST = 2 ** 31 - 1;

// What locking the worker takes away.
const setTimer = setTimeout.bind(self);
const clearTimer = clearTimeout.bind(self);

export function park(ticket, micros) {
  return new Promise((resolve) => {
    const thread = { resolve, timer: null };
    parked.set(ticket, thread);
    if (micros < 0) {
      return;
    }
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

export function unpark(ticket) {
  const thread = parked.get(ticket);
  if (!thread) {
    return 0;
  }
  parked.delete(ticket);
  clearTimer(thread.timer);
  thread.resolve(1);
  return 1;
}

// How many processes have lived in this worker.
let processes = 1;

// Starts a thread once the present one waits. `onThread` is set by the worker, since this module is there before the
// interpreter is.
let onThread = null;
export function setOnThread(callback) {
  onThread = callback;
}

export function startThread(thread) {
  const starting = processes;
  queueMicrotask(() => starting === processes && onThread(thread));
}

// Fetches a piece of the standard library. `fetched` then returns it, or, if this resolves to 0, the reason why it could
// not be had.
let piece = null;
const folder = new URL("./library/", import.meta.url).href;
// The one way out of a worker that is kept, and it leads to that folder alone.
const fetchFile = fetch.bind(self);

export async function fetchPiece(name) {
  const asking = processes;
  const address = `${folder}${name}.bin`;
  try {
    const response = await fetchFile(address);
    if (!response.ok) {
      throw new Error(`HTTP ${response.status} ${response.statusText}`.trimEnd());
    }
    piece = new Uint8Array(await response.arrayBuffer());
    return asking === processes ? 1 : forever();
  } catch (error) {
    piece = new TextEncoder().encode(`${address}: ${error.message}`);
    return asking === processes ? 0 : forever();
  }
}

export function fetched() {
  const bytes = piece;
  piece = null;
  return bytes;
}

// Shared memory that the kernel's worker gave to this one, by its number. A number that counts the writes comes first, then
// the bytes.
const HEADER = 8;
const memories = new Map();

export function mapMemory(memory, buffer) {
  memories.set(memory, {
    header: new Int32Array(buffer, 0, 1),
    1: new Uint8Array(buffer, HEADER),
    2: new Int16Array(buffer, HEADER),
    4: new Int32Array(buffer, HEADER),
    8: new BigInt64Array(buffer, HEADER),
  });
}

export function unmapMemory(memory) {
  memories.delete(memory);
}

export function memoryGeneration(memory) {
  return Atomics.load(memories.get(memory).header, 0);
}

// A number is read and written whole, as a processor does it, so that nobody sees half of one.
function isNumber(offset, { length, byteOffset }) {
  return [2, 4, 8].includes(length) && offset % length === 0 && byteOffset % length === 0;
}

function sameWidth(view, bytes) {
  return new view.constructor(bytes.buffer, bytes.byteOffset, 1);
}

export function readMemory(memory, offset, into) {
  const views = memories.get(memory);
  const { length } = into;
  if (isNumber(offset, into)) {
    const view = views[length];
    sameWidth(view, into)[0] = Atomics.load(view, offset / length);
  } else {
    into.set(views[1].subarray(offset, offset + length));
  }
}

// Returns the number of writes before this one.
export function writeMemory(memory, offset, bytes) {
  const views = memories.get(memory);
  const { length } = bytes;
  if (isNumber(offset, bytes)) {
    const view = views[length];
    Atomics.store(view, offset / length, sameWidth(view, bytes)[0]);
  } else {
    views[1].set(bytes, offset);
  }
  return Atomics.add(views.header, 0, 1);
}

// What the instance of the interpreter exports; set by the worker, since this module is there before the instance is.
let instance = null;
export function setInstance(exports) {
  instance = exports;
}

// Tells the kernel's worker how much memory this one has.
export function tellSize() {
  self.postMessage({ bytes: instance.memory.buffer.byteLength });
}

// The bytes of a copy that has been put into another worker, for the next copy: the pages that a new buffer would take cost
// more than filling them.
let spare = null;
export function setSpare(buffer) {
  spare = buffer;
}

// Hands a copy of the process's memory to the kernel's worker, under the number of a call. The length of the table goes with
// it: what is free in it is written in the memory.
export function copyMemory(call) {
  const began = performance.now();
  const bytes = new Uint8Array(instance.memory.buffer, 0, instance.memory_taken());
  const { length } = bytes;
  const buffer = spare?.byteLength >= length ? spare : new ArrayBuffer(length);
  spare = null;
  const image = new Uint8Array(buffer, 0, length);
  image.set(bytes);
  const table = instance.__wbindgen_externrefs.length;
  const micros = (performance.now() - began) * 1000;
  self.postMessage({ call, image, table, micros }, [buffer]);
}

let copied = { bytes: 0, micros: 0 };

// Makes the instance's memory a copy of another's.
export function installMemory({ image, table, micros }) {
  const began = performance.now();
  const { memory, __wbindgen_externrefs: references } = instance;
  const missing = image.byteLength - memory.buffer.byteLength;
  if (missing > 0) {
    memory.grow(missing / PAGE);
  }
  new Uint8Array(memory.buffer).set(image);
  if (table > references.length) {
    references.grow(table - references.length);
  }
  copied = { bytes: image.byteLength, micros: micros + (performance.now() - began) * 1000 };
  tellSize();
  const { buffer } = image;
  self.postMessage({ buffer }, [buffer]);
}

export function copiedBytes() {
  return copied.bytes;
}

export function copiedMicros() {
  return copied.micros;
}

// The process has ended: none of its threads goes on, and nothing that it had is left outside of its memory, which another
// process's will be written over.
export function end() {
  processes += 1;
  waiting.clear();
  answered.clear();
  parked.forEach(({ timer }) => clearTimer(timer));
  parked.clear();
  breathing.length = 0;
  memories.clear();
  spare = null;
  panic = null;
  tellSize();
  return forever();
}

function forever() {
  return new Promise(() => {});
}

export function reportPanic(text) {
  panic = text;
}

export function lastWords() {
  return panic;
}
