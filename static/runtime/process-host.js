// What the interpreter imports: messages to and from the kernel as bytes. Nothing but numbers and
// bytes crosses this boundary.

const inbox = [];
let awaited = null;
let panic = null;

export function deliver(bytes) {
  inbox.push(bytes);
  awaited?.();
  awaited = null;
}

export function post(bytes) {
  const copy = bytes.slice();
  self.postMessage(copy, [copy.buffer]);
}

// Resolves to the length of the next message, which `take` then copies out.
export async function receive() {
  while (inbox.length === 0) {
    await new Promise((resolve) => {
      awaited = resolve;
    });
  }
  return inbox[0].length;
}

export function take(target) {
  target.set(inbox.shift());
}

// Resolves in a task of its own, so that a terminated worker ends here.
const { port1, port2 } = new MessageChannel();
export function breathe() {
  return new Promise((resolve) => {
    port1.onmessage = () => resolve(0);
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
