// Keeps all files of one version of the site, so that a page that was visited works without a network. Files
// of two versions never come together: a version is kept whole or not at all, and the one that is kept serves
// until its last page is gone, or until the reader takes the next.

// The standard library is large, and a program takes little of it: its parts are kept from their first use.

// It also adds what makes a page cross-origin isolated, so that processes share memory in place on hosts that send no
// headers. A first visit has its page from the host, and is as the host has it.

// For the frames in a page of another site, which a browser keeps apart, it does that and nothing else: it is registered
// for them alone then, and keeps no files.

/** @import { ToServiceWorker } from "../crates/worker-messages/messages.d.ts" */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

const CACHES = "spawnpoint-";
const CACHE = `${CACHES}${VERSION}`;
const FOLDER = new URL(".", location.href);

/** Whether it serves frames alone. */
const IS_OF_FRAMES = worker.registration.scope !== FOLDER.href;

/** An empty cache, which is there when the reader wants no isolation: `src/isolation.rs`. */
const NOT_ISOLATED = "spawnpoint.not-isolated";

/** The pages that run programs. Those of the guide do not: theirs run in frames, for which it need not be isolated. */
const PAGES = ["index.html", "embed/index.html"];

const OPENER = "Cross-Origin-Opener-Policy";
const EMBEDDER = "Cross-Origin-Embedder-Policy";
const DOCUMENT = "Document-Isolation-Policy";

/**
 * What isolates a page that is on its own.
 *
 * @type {[string, string][]}
 */
const ALONE = [
  [OPENER, "same-origin"],
  [EMBEDDER, "require-corp"],
];

/**
 * What isolates a page in a frame, whatever the page around it is, in browsers that know it.
 *
 * @type {[string, string][]}
 */
const FRAMED = [[DOCUMENT, "isolate-and-require-corp"]];

/**
 * What a worker of an isolated page has to have. Others may have it, so that it does not matter if isolation is switched
 * off meanwhile.
 *
 * @type {[string, string][]}
 */
const WORKING = [[EMBEDDER, "require-corp"]];

/**
 * Fetches a file and makes sure that it is of this version.
 *
 * @param {string} path
 * @param {string} hash
 */
async function fetchFile(path, hash) {
  // What has its hash in its name may come from the browser's own cache.
  const cache = /[-.][0-9a-f]{15,16}[./_]/.test(path) ? "default" : "no-cache";
  const response = await fetch(path, { cache });
  if (!response.ok) {
    throw new Error(`${path}: HTTP ${response.status}`);
  }
  const bytes = await response.clone().arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).slice(0, 8);
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (found !== hash) {
    throw new Error(`${path} is of another version`);
  }
  return response;
}

async function install() {
  if (IS_OF_FRAMES) {
    await worker.skipWaiting();
    return;
  }
  const cache = await caches.open(CACHE);
  for (const [path, hash] of Object.entries(FILES)) {
    await cache.put(path, await fetchFile(path, hash));
  }
}

async function activate() {
  if (IS_OF_FRAMES) {
    return;
  }
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(CACHES) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/**
 * The file that an address means, if it is kept.
 *
 * @param {URL} address
 */
function kept({ origin, pathname }) {
  if (origin !== location.origin || !pathname.startsWith(FOLDER.pathname)) {
    return undefined;
  }
  const path = pathname.slice(FOLDER.pathname.length).replace(/(^|\/)$/, "$1index.html");
  return Object.hasOwn(FILES, path) || Object.hasOwn(LIBRARY, path) ? path : undefined;
}

/**
 * Which headers isolate what is asked for.
 *
 * @param {string} path
 * @param {Request} request
 */
async function isolating(path, { destination, url }) {
  if (destination === "worker") {
    return WORKING;
  }
  const isOff = new URL(url).searchParams.get("isolation") === "off" || (await caches.has(NOT_ISOLATED));
  if (isOff || !PAGES.includes(path)) {
    return [];
  }
  switch (destination) {
    case "document":
      // Its workers would lack what they have to have: they come from where frames are not.
      return IS_OF_FRAMES ? [] : ALONE;
    case "iframe":
    case "frame":
    case "embed":
    case "object":
      return (await areFramesOfHost()) ? [] : FRAMED;
    default:
      return [];
  }
}

/**
 * Whether there are frames that came from the host. One that comes beside them has to be like them, or else cannot share
 * their interpreter.
 */
async function areFramesOfHost() {
  const [all, own] = await Promise.all(
    [true, false].map(async (includeUncontrolled) => {
      const clients = await worker.clients.matchAll({ includeUncontrolled });
      return clients.filter(({ frameType, url }) => frameType === "nested" && kept(new URL(url)));
    }),
  );
  return all.length > own.length;
}

/**
 * The response with headers added to it. A host that sends one of this kind has decided for itself.
 *
 * @param {Response} response
 * @param {[string, string][]} added
 */
function withHeaders(response, added) {
  const isDecided = [OPENER, EMBEDDER, DOCUMENT].some((name) => response.headers.has(name));
  if (added.length === 0 || isDecided || !response.ok) {
    return response;
  }
  const { body, status, statusText } = response;
  const headers = new Headers(response.headers);
  added.forEach(([name, value]) => headers.set(name, value));
  return new Response(body, { status, statusText, headers });
}

/**
 * @param {string} path
 * @param {Request} request
 */
async function answer(path, request) {
  const [response, added] = await Promise.all([find(path, request), isolating(path, request)]);
  return withHeaders(response, added);
}

/**
 * The file as it is kept, or else as the host has it.
 *
 * @param {string} path
 * @param {Request} request
 */
async function find(path, request) {
  if (IS_OF_FRAMES) {
    return fetch(request);
  }
  const cache = await caches.open(CACHE);
  const found = await cache.match(path);
  if (found) {
    return found;
  }
  if (!Object.hasOwn(LIBRARY, path)) {
    // A browser that is short of space may have thrown it away.
    return fetch(request);
  }
  const response = await fetchFile(path, LIBRARY[path]);
  await cache.put(path, response.clone());
  return response;
}

/** @param {ToServiceWorker} message */
function receive(message) {
  if (message !== "activate") {
    throw new Error(`the unknown message ${message}`);
  }
  worker.skipWaiting();
}

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(activate()));
worker.addEventListener("message", ({ data }) => receive(data));
worker.addEventListener("fetch", (event) => {
  const path = event.request.method === "GET" && kept(new URL(event.request.url));
  if (path && (!IS_OF_FRAMES || event.request.mode === "navigate")) {
    event.respondWith(answer(path, event.request));
  }
});
