// What the interpreter imports: messages to and from the kernel as bytes. Nothing but numbers and
// bytes crosses this boundary.

let panic = null;

export function post(bytes) {
  const copy = bytes.slice();
  self.postMessage(copy, [copy.buffer]);
}

// The threads that wait for replies, by the number of the call.
const waiting = new Map();

// Suspends a thread until `resume` is called with the same number.
export function wait(call) {
  return new Promise((resolve) => {
    waiting.set(call, resolve);
  });
}

export function resume(call) {
  waiting.get(call)?.(0);
  waiting.delete(call);
}

// Starts a thread once the present one waits. `onThread` is set by the worker, since this module is
// there before the interpreter is.
let onThread = null;
export function setOnThread(callback) {
  onThread = callback;
}

export function startThread(index) {
  queueMicrotask(() => onThread(index));
}

// Resolves in a task of its own, so that a terminated worker ends here.
const { port1, port2 } = new MessageChannel();
const breathing = [];
port1.onmessage = () => breathing.shift()(0);
export function breathe() {
  return new Promise((resolve) => {
    breathing.push(resolve);
    port2.postMessage(0);
  });
}

// Fetches the part of the standard library that is not in the interpreter. `fetched` then returns
// it, or, if this resolves to 0, the reason why it could not be had.
let library = null;
export async function fetchLibrary() {
  const url = new URL("./library.bin", import.meta.url);
  try {
    const response = await fetch(url);
    if (!response.ok) {
      throw new Error(`HTTP ${response.status} ${response.statusText}`.trimEnd());
    }
    library = new Uint8Array(await response.arrayBuffer());
    return 1;
  } catch (error) {
    library = new TextEncoder().encode(`${url.pathname}: ${error.message}`);
    return 0;
  }
}

export function fetched() {
  const bytes = library;
  library = null;
  return bytes;
}

export function forever() {
  return new Promise(() => {});
}

export function reportPanic(text) {
  panic = text;
}

export function lastWords() {
  return panic;
}

export function monotonicMicros() {
  return (performance.timeOrigin + performance.now()) * 1000;
}

export function wallClockMicros() {
  return Date.now() * 1000;
}
