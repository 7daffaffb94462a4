// The files of the standard library, which are fetched when a program imports what is in them. They are compressed: a
// host of static files may leave files of this kind as they are.

// A worker is locked before a program runs in it.
const { DecompressionStream, Response, URL } = self;
const fetchFile = fetch.bind(self);

const folder = new URL("./library/", import.meta.url);

/**
 * What was fetched and not yet handed on, by the names of the files.
 *
 * @type {Map<string, Uint8Array>}
 */
const found = new Map();

/**
 * What is on its way without having been asked for, by the names of the files.
 *
 * @type {Map<string, Promise<ArrayBuffer>>}
 */
const coming = new Map();

/**
 * Fetches files that will be asked for soon.
 *
 * @param {string} names with spaces between them
 */
export function expect(names) {
  for (const name of names.split(" ")) {
    const file = fetchAndUnpack(name);
    // Who asks for it is told.
    file.catch(() => {});
    coming.set(name, file);
  }
}

/**
 * A file, unpacked.
 *
 * @param {string} name
 */
export function unpack(name) {
  const file = coming.get(name) ?? fetchAndUnpack(name);
  coming.delete(name);
  return file;
}

/** @param {string} name */
async function fetchAndUnpack(name) {
  // The name is from the instance's memory, which a program can write over.
  if (!/^\w+$/.test(name)) {
    throw new Error("the library has no file of this name");
  }
  const url = new URL(`${name}.bin`, folder);
  try {
    const response = await fetchFile(url);
    if (!response.ok) {
      throw new Error(`HTTP ${response.status} ${response.statusText}`.trimEnd());
    }
    const packed = /** @type {ReadableStream} */ (response.body);
    const unpacked = packed.pipeThrough(new DecompressionStream("gzip"));
    return await new Response(unpacked).arrayBuffer();
  } catch (/** @type {any} */ error) {
    throw new Error(`${url.pathname}: ${error.message}`);
  }
}

/**
 * Fetches a piece of the library. `fetched` then returns it, or, if this resolves to 0, why it could not be had.
 *
 * @param {string} name
 */
export async function fetchPiece(name) {
  try {
    found.set(name, new Uint8Array(await unpack(name)));
    return 1;
  } catch (/** @type {any} */ error) {
    found.set(name, new TextEncoder().encode(error.message));
    return 0;
  }
}

/**
 * What the last attempt to fetch a piece had as its result; once.
 *
 * @param {string} name
 */
export function fetched(name) {
  const bytes = found.get(name);
  found.delete(name);
  return bytes;
}
