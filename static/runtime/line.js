// The line between the kernel's worker and a process's where workers can share memory: a ring of bytes for each direction,
// and a bell for each side. Whoever waits for the other side waits in place, without a turn of its event loop.
//
// A frame is the length of a message and its bytes. An empty frame says that a message was posted instead, with what
// memory cannot carry: what comes after the frame comes after that message, too.

/** How many bytes a ring holds: a power of two. */
const CAPACITY = 1 << 16;

/** Messages of more bytes are posted: they are handed over whole, and not copied through the ring piece by piece. */
export const LARGE = 1 << 14;

/** The bytes of a length. */
const HEADER = 4;

// The words before the bytes of a line. Places in a ring are numbers of bytes since its beginning, modulo 2 ** 32.
const WORDS = 8;
/** How much the process has written, and the kernel has read. */
const TO_KERNEL = { written: 0, read: 1 };
/** How much the kernel has written, and the process has read. */
const TO_PROCESS = { written: 2, read: 3 };
/** Whether the kernel waits for room. */
const IS_FULL = 4;

const START = WORDS * Int32Array.BYTES_PER_ELEMENT;

// What locking the worker takes away.
const { MessageChannel } = globalThis;

/** @typedef {{ written: number, read: number }} Places */

/** The memory of a line. */
export function makeLine() {
  return new SharedArrayBuffer(START + 2 * CAPACITY);
}

/** The memory of a bell, which counts how often it was rung. */
export function makeBell() {
  return new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
}

/** @param {Int32Array} bell */
function ringBell(bell) {
  Atomics.add(bell, 0, 1);
  Atomics.notify(bell, 0);
}

/**
 * Rings a bell.
 *
 * @param {SharedArrayBuffer} buffer
 */
export function ring(buffer) {
  ringBell(new Int32Array(buffer));
}

/** What one side writes. */
class Writer {
  #words;
  #bytes;
  #places;
  /**
   * What there was no room for, oldest first.
   *
   * @type {Uint8Array[]}
   */
  #left = [];

  /**
   * @param {SharedArrayBuffer} line
   * @param {Places} places
   * @param {number} start where the bytes of the ring are
   */
  constructor(line, places, start) {
    this.#words = new Int32Array(line, 0, WORDS);
    this.#bytes = new Uint8Array(line, start, CAPACITY);
    this.#places = places;
  }

  /**
   * Writes a frame, or as much of it as there is room for; the rest with `flush`.
   *
   * @param {Uint8Array} message
   */
  write(message) {
    const frame = new Uint8Array(HEADER + message.length);
    new DataView(frame.buffer).setUint32(0, message.length);
    frame.set(message, HEADER);
    this.#left.push(frame);
    return this.flush();
  }

  /** Whether something is left to write. */
  get isBehind() {
    return this.#left.length > 0;
  }

  /** Writes what is left, as far as there is room, and says whether that was all. */
  flush() {
    const { written, read } = this.#places;
    const before = Atomics.load(this.#words, written);
    let room = CAPACITY - ((before - Atomics.load(this.#words, read)) >>> 0);
    let at = before;
    while (room > 0 && this.#left.length > 0) {
      const piece = this.#left[0].subarray(0, room);
      const place = at & (CAPACITY - 1);
      const first = piece.subarray(0, CAPACITY - place);
      this.#bytes.set(first, place);
      this.#bytes.set(piece.subarray(first.length), 0);
      at = (at + piece.length) | 0;
      room -= piece.length;
      if (piece.length === this.#left[0].length) {
        this.#left.shift();
      } else {
        this.#left[0] = this.#left[0].subarray(piece.length);
      }
    }
    if (at !== before) {
      Atomics.store(this.#words, written, at);
    }
    return this.#left.length === 0;
  }
}

/** What one side reads. */
class Reader {
  #words;
  #bytes;
  #places;
  /** The part of a frame that has come. */
  #part = new Uint8Array(HEADER);
  #length = 0;

  /**
   * @param {SharedArrayBuffer} line
   * @param {Places} places
   * @param {number} start where the bytes of the ring are
   */
  constructor(line, places, start) {
    this.#words = new Int32Array(line, 0, WORDS);
    this.#bytes = new Uint8Array(line, start, CAPACITY);
    this.#places = places;
  }

  /** How much the other side has written. */
  written() {
    return Atomics.load(this.#words, this.#places.written);
  }

  /** The message of the next frame, once all of it is there. */
  read() {
    if (this.#length < HEADER) {
      this.#take(HEADER);
      if (this.#length < HEADER) {
        return undefined;
      }
      const length = HEADER + new DataView(this.#part.buffer).getUint32(0);
      const part = new Uint8Array(length);
      part.set(this.#part);
      this.#part = part;
    }
    this.#take(this.#part.length);
    if (this.#length < this.#part.length) {
      return undefined;
    }
    const message = this.#part.subarray(HEADER);
    this.#part = new Uint8Array(HEADER);
    this.#length = 0;
    return message;
  }

  /**
   * Takes what there is until there are so many bytes of the frame.
   *
   * @param {number} length
   */
  #take(length) {
    const { written, read } = this.#places;
    for (;;) {
      const at = Atomics.load(this.#words, read);
      const there = (Atomics.load(this.#words, written) - at) >>> 0;
      const place = at & (CAPACITY - 1);
      const count = Math.min(there, length - this.#length, CAPACITY - place);
      if (count === 0) {
        return;
      }
      this.#part.set(this.#bytes.subarray(place, place + count), this.#length);
      this.#length += count;
      Atomics.store(this.#words, read, (at + count) | 0);
      Atomics.notify(this.#words, read);
    }
  }
}

/** Counts the messages that were posted, beside those of which frames told. */
class Posts {
  #told = 0;
  #come = 0;

  /** A frame told of one. */
  tell() {
    this.#told += 1;
  }

  /** One has come. */
  come() {
    this.#come += 1;
  }

  /** Whether one has come of which no frame has told yet. */
  get isAhead() {
    return this.#come > this.#told;
  }

  /** Whether one of which a frame told has not come yet. */
  get isAwaited() {
    return this.#told > this.#come;
  }
}

/** One side of a line: it reads messages in the order in which they were written or posted. */
class Side {
  #reader;
  #posts = new Posts();

  /** @param {Reader} reader */
  constructor(reader) {
    this.#reader = reader;
  }

  /** The next message; none while there is none, or while one has to come first that was posted. */
  read() {
    while (!this.#posts.isAwaited) {
      const message = this.#reader.read();
      if (message?.length !== 0) {
        return message;
      }
      this.#posts.tell();
    }
    return undefined;
  }

  /** Whether a message that was posted has to come before any other. */
  get isHeldUp() {
    return this.#posts.isAwaited;
  }

  /**
   * A posted message has come: takes what was written before it.
   *
   * @param {(message: Uint8Array) => void} take
   */
  posted(take) {
    this.#posts.come();
    while (this.#posts.isAhead) {
      const message = this.#reader.read();
      if (message === undefined) {
        throw new Error("a message was posted of which no frame tells");
      }
      if (message.length === 0) {
        this.#posts.tell();
      } else {
        take(message);
      }
    }
  }
}

const NOTHING = new Uint8Array(0);

/** The process's side. */
export class ProcessSide extends Side {
  #words;
  #bell;
  #writer;
  #reader;

  /**
   * @param {SharedArrayBuffer} line
   * @param {SharedArrayBuffer} bell the kernel's
   */
  constructor(line, bell) {
    const reader = new Reader(line, TO_PROCESS, START + CAPACITY);
    super(reader);
    this.#reader = reader;
    this.#words = new Int32Array(line, 0, WORDS);
    this.#bell = new Int32Array(bell);
    this.#writer = new Writer(line, TO_KERNEL, START);
  }

  /**
   * Writes a message, and waits while there is no room for it.
   *
   * @param {Uint8Array} message
   */
  write(message) {
    let isWritten = this.#writer.write(message);
    this.#ring();
    while (!isWritten) {
      const seen = Atomics.load(this.#words, TO_KERNEL.read);
      isWritten = this.#writer.flush();
      this.#ring();
      if (!isWritten) {
        Atomics.wait(this.#words, TO_KERNEL.read, seen);
      }
    }
  }

  /** To be called before a message is posted. */
  announce() {
    this.write(NOTHING);
  }

  read() {
    const message = super.read();
    if (message === undefined && Atomics.exchange(this.#words, IS_FULL, 0) === 1) {
      this.#ring();
    }
    return message;
  }

  /** How much there was to read; to be handed to a wait for more. */
  seen() {
    return this.#reader.written();
  }

  /**
   * Waits in place until there is more than was seen.
   *
   * @param {number} seen
   */
  wait(seen) {
    Atomics.wait(this.#words, TO_PROCESS.written, seen);
  }

  /**
   * Calls back once there is more than was seen.
   *
   * @param {number} seen
   * @param {() => void} then
   */
  whenMore(seen, then) {
    const { async, value } = Atomics.waitAsync(this.#words, TO_PROCESS.written, seen);
    (async ? value : Promise.resolve()).then(then);
  }

  #ring() {
    ringBell(this.#bell);
  }
}

/** The kernel's side. */
export class KernelSide extends Side {
  #words;
  #writer;

  /** @param {SharedArrayBuffer} line */
  constructor(line) {
    super(new Reader(line, TO_KERNEL, START));
    this.#words = new Int32Array(line, 0, WORDS);
    this.#writer = new Writer(line, TO_PROCESS, START + CAPACITY);
  }

  /**
   * Writes a message as far as there is room; the rest when the process rings because it has made some.
   *
   * @param {Uint8Array} message
   */
  write(message) {
    this.#end(this.#writer.write(message));
  }

  /** To be called before a message is posted. */
  announce() {
    this.write(NOTHING);
  }

  /** Writes what there was no room for. */
  flush() {
    if (this.#writer.isBehind) {
      this.#end(this.#writer.flush());
    }
  }

  /** @param {boolean} isWritten */
  #end(isWritten) {
    if (!isWritten) {
      Atomics.store(this.#words, IS_FULL, 1);
      // The process may have read meanwhile, before it could know.
      this.#writer.flush();
    }
    Atomics.notify(this.#words, TO_PROCESS.written);
  }
}

/** How long the kernel waits in place for what comes next, in milliseconds. */
const PATIENCE = 0.2;

/** How long it does so without a turn of its event loop, in milliseconds. */
const LONGEST = 4;

/**
 * Calls back whenever the bell was rung, and again for as long as that says that there is more. What follows soon is
 * waited for in place.
 *
 * @param {SharedArrayBuffer} buffer
 * @param {() => boolean} onRing
 */
export function listen(buffer, onRing) {
  const bell = new Int32Array(buffer);
  const { port1, port2 } = new MessageChannel();
  const answer = () => {
    const until = performance.now() + LONGEST;
    let seen;
    let isMore;
    do {
      seen = Atomics.load(bell, 0);
      isMore = onRing();
      if (performance.now() >= until) {
        port2.postMessage(0);
        return;
      }
    } while (isMore || Atomics.wait(bell, 0, seen, PATIENCE) !== "timed-out");
    wait(seen);
  };
  /** @param {number} seen */
  const wait = (seen) => {
    const { async, value } = Atomics.waitAsync(bell, 0, seen);
    if (async) {
      value.then(answer);
    } else {
      port2.postMessage(0);
    }
  };
  port1.onmessage = answer;
  wait(0);
}
