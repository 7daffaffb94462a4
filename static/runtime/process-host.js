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
