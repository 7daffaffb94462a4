// Takes from a worker what it does not need, before a program runs in it. The page's policy does not reach here: a
// worker has the policy of its own file's response, and plain hosts of static files send none.

// What the language itself has, without what makes code of text: `eval` and `Function`.
const LANGUAGE = `AggregateError Array ArrayBuffer AsyncDisposableStack Atomics BigInt BigInt64Array BigUint64Array
  Boolean DataView Date DisposableStack Error EvalError FinalizationRegistry Float16Array Float32Array Float64Array
  Infinity Int16Array Int32Array Int8Array Intl Iterator JSON Map Math NaN Number Object Promise Proxy RangeError
  ReferenceError Reflect RegExp Set SharedArrayBuffer String SuppressedError Symbol SyntaxError Temporal TypeError
  URIError Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakRef WeakSet WebAssembly decodeURI
  decodeURIComponent encodeURI encodeURIComponent globalThis isFinite isNaN parseFloat parseInt undefined`.split(/\s+/);

// What makes code of text can also be got from any function of its kind.
const FUNCTIONS = [() => {}, async () => {}, function* () {}, async function* () {}];

/**
 * Leaves of the worker's global scope the language and what has these names.
 *
 * @param {string[]} names
 */
export function lock(...names) {
  const kept = new Set([...LANGUAGE, ...names]);
  // The scope and its own prototypes; what comes then is of all objects that have events.
  const { prototype: end } = EventTarget;
  for (let scope = /** @type {object} */ (self); scope !== end; scope = Object.getPrototypeOf(scope)) {
    for (const name of Reflect.ownKeys(scope).filter((name) => !kept.has(String(name)))) {
      Reflect.deleteProperty(scope, name);
    }
  }
  for (const one of FUNCTIONS) {
    delete Object.getPrototypeOf(one).constructor;
  }
}
