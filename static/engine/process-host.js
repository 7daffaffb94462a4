// What the engine imports. Nothing but numbers and bytes crosses this boundary.

export const outside = { write() {}, end() {}, copy() {}, thread() {}, panic: null };

export function write(stream, bytes) {
  outside.write(stream, bytes.slice());
}

// Standard input: what was given and has not been read, and who waits for more.
let input = new Uint8Array(0);
let onInput = null;

export function giveInput(bytes) {
  const joined = new Uint8Array(input.length + bytes.length);
  joined.set(input);
  joined.set(bytes, input.length);
  input = joined;
  onInput?.();
}

export async function fillInput(most) {
  if (input.length === 0) {
    await new Promise((resolve) => {
      onInput = resolve;
    });
    onInput = null;
  }
  return Math.min(most, input.length);
}

export function takeInput(into) {
  into.set(input.subarray(0, into.length));
  input = input.subarray(into.length);
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

// The threads that are parked, by their tickets.
const parked = new Map();

// The longest time that a timer can be set for, in milliseconds.
const LONGEST = 2 ** 31 - 1;

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
        thread.timer = setTimeout(look, Math.min(left, LONGEST));
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
  clearTimeout(thread.timer);
  thread.resolve(1);
  return 1;
}

// How many processes have lived in this worker.
let processes = 1;

export function startThread(thread) {
  const starting = processes;
  queueMicrotask(() => starting === processes && outside.thread(thread));
}

export function copyMemory() {
  outside.copy();
}

// The process has ended: none of its threads goes on.
export function end(status) {
  processes += 1;
  parked.forEach(({ timer }) => clearTimeout(timer));
  parked.clear();
  breathing.length = 0;
  outside.end(status);
  return new Promise(() => {});
}

export function reportPanic(text) {
  outside.panic = text;
}
