// Keeps all files of one version of the site, so that a page that was visited works without a network. Files
// of two versions never come together: a version is kept whole or not at all, and the one that is kept serves
// until its last page is gone, or until the reader takes the next.

/* global VERSION, FILES: the build puts here a hash of all files, and the hash of each by its path. */

const CACHES = "spawnpoint-";
const CACHE = `${CACHES}${VERSION}`;
const SCOPE = new URL(registration.scope).pathname;

/** Fetches a file and makes sure that it is of this version. */
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
  const cache = await caches.open(CACHE);
  for (const [path, hash] of Object.entries(FILES)) {
    await cache.put(path, await fetchFile(path, hash));
  }
}

async function activate() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(CACHES) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** The file that an address means, if it is kept. */
function kept({ origin, pathname }) {
  if (origin !== location.origin || !pathname.startsWith(SCOPE)) {
    return undefined;
  }
  const path = pathname.slice(SCOPE.length).replace(/(^|\/)$/, "$1index.html");
  return Object.hasOwn(FILES, path) ? path : undefined;
}

async function answer(path, request) {
  const cache = await caches.open(CACHE);
  // A browser that is short of space may have thrown it away.
  return (await cache.match(path)) ?? fetch(request);
}

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("message", ({ data }) => {
  if (data === "activate") {
    skipWaiting();
  }
});
addEventListener("fetch", (event) => {
  const path = event.request.method === "GET" && kept(new URL(event.request.url));
  if (path) {
    event.respondWith(answer(path, event.request));
  }
});
