// What the end-to-end tests share: a plain static server for the built site, and a browser.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname, join, normalize } from "node:path";
import { after, afterEach, before, beforeEach } from "node:test";
import { fileURLToPath } from "node:url";

import puppeteer from "puppeteer-core";

export const SITE = process.env.SPAWNPOINT_SITE;
const CHROMIUM = process.env.SPAWNPOINT_CHROMIUM;
const FIREFOX = process.env.SPAWNPOINT_FIREFOX;
/** The tests run in Chromium, or in Firefox where this says so. */
export const IS_FIREFOX = process.env.SPAWNPOINT_BROWSER === "firefox";
export const PROGRAMS = fileURLToPath(new URL("../programs/", import.meta.url));
export const DEADLOCKS = fileURLToPath(new URL("../deadlocks/", import.meta.url));

// Far above what any step takes, so that a hang fails instead of blocking the suite.
export const PATIENCE = 60_000;

const TYPES = {
  ".css": "text/css",
  ".html": "text/html",
  ".ico": "image/vnd.microsoft.icon",
  ".js": "text/javascript",
  ".json": "application/json",
  ".mjs": "text/javascript",
  ".png": "image/png",
  ".py": "text/x-python",
  ".svg": "image/svg+xml",
  ".txt": "text/plain",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

const ISOLATION = {
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-opener-policy": "same-origin",
};

/** Serves the built site under a sub-path. */
export function serveSite(options) {
  return serveFolder(SITE, { base: "/some/sub-path/", ...options });
}

/** Serves a folder as a host of static files would, from an origin of its own, and notes what is requested. */
export async function serveFolder(folder, { base = "/", isolated = false, headers = {}, lacks = [] } = {}) {
  const requested = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const name = pathname.slice(base.length);
    const file = name === "" || name.endsWith("/") ? `${name}index.html` : name;
    requested.push(file);
    try {
      if (!pathname.startsWith(base) || normalize(file) !== file || lacks.includes(file)) {
        throw new Error("not in the folder");
      }
      const body = await readFile(join(folder, file));
      response.writeHead(200, {
        "access-control-allow-origin": "*",
        "content-type": TYPES[extname(file)] ?? "application/octet-stream",
        ...(isolated ? ISOLATION : {}),
        ...headers,
      });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  return {
    url: `http://127.0.0.1:${port}${base}`,
    requested,
    close() {
      const closed = new Promise((resolve) => server.close(resolve));
      // Browsers hold connections in stock on which they never ask for anything.
      server.closeAllConnections();
      return closed;
    },
  };
}

export function launchBrowser() {
  return IS_FIREFOX ? launchFirefox() : launchChromium();
}

function launchChromium() {
  return puppeteer.launch({
    executablePath: CHROMIUM,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

async function launchFirefox() {
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: FIREFOX,
    // Lets `inWindow` reach the browser itself.
    args: ["--remote-allow-system-access"],
  });
  // While the driver listens for workers, a worker that makes another waits for the main thread to
  // tell it of that one, and the signal may go to the new worker instead: then it waits forever.
  await inWindow(
    browser,
    `ChromeUtils.importESModule(
      "chrome://remote/content/shared/js-process-actors/WebDriverWorkerListenerActor.sys.mjs",
    ).unregisterWebDriverWorkerListenerActor()`,
  );
  return browser;
}

/** Evaluates an expression in Firefox's own window, around the pages. */
async function inWindow({ connection }, expression) {
  const { result } = await connection.send("browsingContext.getTree", { "moz:scope": "chrome" });
  const [{ context }] = result.contexts;
  const answer = await connection.send("script.evaluate", {
    expression,
    target: { context },
    awaitPromise: false,
  });
  assert.equal(answer.result.type, "success", JSON.stringify(answer));
}

/** Has the system of a page's reader be "light" or "dark". */
export function emulateScheme(page, scheme) {
  return IS_FIREFOX
    ? inWindow(
        page.browser(),
        `for (const { linkedBrowser } of gBrowser.tabs) {
          linkedBrowser.browsingContext.prefersColorSchemeOverride = ${JSON.stringify(scheme)};
        }`,
      )
    : page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
}

/**
 * Collects what goes wrong in a page.
 *
 * Firefox rejects a promise that nobody can have with nothing, and says so of the page without a place, when a worker is
 * terminated in a function of WebAssembly that may suspend and has not yet. What the page itself rejects with nothing is
 * kept apart from that.
 */
export async function collectErrors(page) {
  const errors = [];
  const isOfEndedWorker = ({ stack }) => IS_FIREFOX && stack === "Error: uncaught exception: undefined";
  page.on("pageerror", (error) => {
    if (!isOfEndedWorker(error)) {
      errors.push(String(error));
    }
  });
  if (IS_FIREFOX) {
    await page.evaluateOnNewDocument(() =>
      addEventListener("unhandledrejection", ({ reason }) => {
        if (reason === undefined) {
          console.error("a promise of the page was rejected with nothing");
        }
      }),
    );
  }
  return errors;
}

/** A new page, with everything that goes wrong in it collected in `errors`. */
export async function newPage(browser, prepare = () => {}) {
  const page = await browser.newPage();
  const errors = await collectErrors(page);
  await prepare(page);
  page.setDefaultTimeout(PATIENCE);
  page.on("console", (message) => {
    if (message.type() === "error") {
      errors.push(`${message.text()} ${message.location()?.url ?? ""}`.trimEnd());
    }
  });
  return { page, errors };
}

/** A new page on the site, as `newPage` has it. */
export async function openPage(browser, url, prepare) {
  const opened = await newPage(browser, prepare);
  await opened.page.goto(url);
  await opened.page.waitForFunction(() => globalThis.spawnpoint !== undefined);
  return opened;
}

/** Replaces the program in the editor, as a reader would. */
export async function setProgram(page, code) {
  // The middle of a long program may be scrolled out of sight.
  await page.focus(".cm-content");
  await page.keyboard.down("Control");
  await page.keyboard.press("KeyA");
  await page.keyboard.up("Control");
  await page.evaluate((code) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", code);
    // Firefox leaves the clipboard of a `ClipboardEvent` that a script makes empty.
    const paste = Object.assign(new Event("paste", { bubbles: true, cancelable: true }), {
      clipboardData,
    });
    document.activeElement.dispatchEvent(paste);
  }, code);
}

/** Has the page, once it is loaded, keep what it hands out as files, for `saved`. */
export function keepSaved(page) {
  return page.evaluateOnNewDocument(() => {
    const make = URL.createObjectURL;
    globalThis.savedFiles = [];
    URL.createObjectURL = (content) => {
      globalThis.savedFiles.push(content);
      return make.call(URL, content);
    };
  });
}

/** Chooses what in the menu of ways to save contains `item`, and returns the bytes of the file. */
export async function saved(page, item) {
  const before = await page.evaluate(() => globalThis.savedFiles.length);
  await page.click(".save");
  await page.evaluate((item) => {
    const buttons = [...document.querySelectorAll(".menu button")];
    buttons.find((button) => button.textContent.includes(item)).click();
  }, item);
  await page.waitForFunction((before) => globalThis.savedFiles.length > before, {}, before);
  const bytes = await page.evaluate(async () => {
    const content = await globalThis.savedFiles.at(-1).arrayBuffer();
    return [...new Uint8Array(content)];
  });
  return Buffer.from(bytes);
}

/** As `saved`, of a file of text. */
export async function savedText(page, item) {
  return (await saved(page, item)).toString("utf8");
}

/** Evaluates a function in an empty page beside this one, which has no policy that refuses to parse markup. */
export async function evaluateBeside(page, evaluated, ...values) {
  const beside = await page.browserContext().newPage();
  try {
    return await beside.evaluate(evaluated, ...values);
  } finally {
    await beside.close();
  }
}

/** Opens an address on a phone, hands the page to `look`, and fails for what went wrong in it. */
export async function visit(context, address, look) {
  const { page, errors } = await newPage(context);
  try {
    await page.setViewport({ width: 390, height: 844 });
    await page.goto(address, { waitUntil: "load" });
    await look(page);
    assert.deepEqual(errors, []);
  } finally {
    await page.close();
  }
}

/** How many pixels a page is wider than what shows it. */
export function excess(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}

/** What axe finds wrong with the page as it is. */
export async function audit(page) {
  const script = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
  await page.evaluate(await readFile(script, "utf8"));
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  return violations.map(({ id, nodes }) => [
    id,
    nodes.map(({ html, failureSummary }) => [html, failureSummary]),
  ]);
}

/** Opens a page for each test of a suite, as for somebody who was never there before, hands it to `take`, and
 * fails the test for what went wrong in it. */
export function onFreshPages(take) {
  let world;
  let context;
  let errors;
  before(async () => {
    world = await open();
  });
  after(() => world?.close());
  beforeEach(async () => {
    context = await world.browser.createBrowserContext();
    let page;
    ({ page, errors } = await openPage(context, world.url, keepSaved));
    await page.waitForSelector(".cm-content");
    take({ world, page });
  });
  afterEach(async () => {
    assert.deepEqual(errors, []);
    await context.close();
  });
}

/** Opens one page for all tests of a suite, and hands it to `take`. */
export function onOnePage(take, options = {}) {
  let world;
  before(async () => {
    world = await open(options);
    const { page } = await openPage(world.browser, world.url);
    take({ world, page });
  });
  after(() => world?.close());
}

/** The texts of all elements that a selector names. */
export function textsOf(page, selector) {
  return page.$$eval(selector, (elements) =>
    elements.map((element) => element.textContent.trim()),
  );
}

/** Runs a program through the automation interface. */
export function run(page, options) {
  return page.evaluate((options) => globalThis.spawnpoint.run(options), options);
}

/** Everything a test file opens, closed in the end. */
export async function open(options) {
  const site = await serveSite(options);
  const browser = await launchBrowser();
  return {
    url: site.url,
    browser,
    async close() {
      await browser.close();
      await site.close();
    },
  };
}
