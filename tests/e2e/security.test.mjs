// Nothing gets out: Python reaches nothing of the browser, and what a program, a link or the file of a run says is
// shown as text. SECURITY.md says what that is for.

import assert from "node:assert/strict";
import { readFile, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import {
  IS_FIREFOX,
  SITE,
  evaluateBeside,
  keepSaved,
  newPage,
  onOnePage,
  open,
  openPage,
  run,
  saved,
  savedText,
  setProgram,
} from "./support.mjs";

const LANGUAGES = ["en", "ja"];

/** What would do something if it were taken for markup, for an address or for code. Some go on for longer than a
 * name should, some hide or turn what is around them. */
const MARKUP = '<img src=x onerror="globalThis.pwned=1">';
const HOSTILE = [
  MARKUP,
  "</script><script>globalThis.pwned=1</script>",
  `"'><svg onload=globalThis.pwned=1></svg><iframe srcdoc="<script>parent.pwned=1</script>">`,
  "javascript:globalThis.pwned=1//",
  "\u202eright to left\u202c \u200bwithout width\u2066 \u0000\u0007\u001b[31m\ufffe\uffff end",
];

/** Of the elements that nothing on the page is, and of the attributes that nothing on it has. */
const INJECTED = "img, iframe, object, embed, b, [srcdoc], a[href^='javascript:' i]";

/** Everything that a program can name, print, raise and send, with the hostile texts in it. */
const PROGRAM = `
import sys, threading, traceback
from multiprocessing import Event, JoinableQueue, Lock, Pipe, Process, Queue, Value
from multiprocessing.managers import BaseManager
from multiprocessing.shared_memory import SharedMemory

HOSTILE = ${JSON.stringify(HOSTILE)}

class Hostile:
    def __init__(self, text):
        self.text = text

# A type has no name with NUL.
Hostile.__name__ = Hostile.__qualname__ = HOSTILE[0]

def fail(text):
    exec(compile(f"raise ValueError({text!r})", text.replace("\\0", ""), "exec"))

def work(text, queue, lock):
    globals()[text] = [text, {text: text}, text.encode(), Hostile(text)]
    with lock:
        queue.put(text)
        queue.put({text: [text]})
        print(text)
        print(text, file=sys.stderr)
    thread = threading.Thread(target=fail, args=(text,), name=text)
    thread.start()
    thread.join()
    sys.exit(text)

if __name__ == "__main__":
    typed = input(HOSTILE[0])
    print("typed", typed)
    queue, lock, (one, other) = Queue(), Lock(), Pipe()
    shared = Value("i", 1)
    for text in HOSTILE:
        globals()[text] = queue
        process = Process(target=work, args=(text, queue, lock), name=text)
        process.start()
        process.join()
        one.send(text)
    kept = SharedMemory(name="<img src=x onerror=globalThis.pwned=1>", create=True, size=8)
    kept.buf[0] = 1
    other.recv()
    queue.get()
    # ${MARKUP}
    fail(HOSTILE[0])
`.trimStart();

/** Two processes with hostile names, each of which waits for a lock that the other has. */
const DEADLOCK = `
from multiprocessing import Barrier, Lock, Process

def work(first, second, barrier):
    first.acquire()
    barrier.wait()
    second.acquire()  # ${MARKUP}

if __name__ == "__main__":
    one, other, barrier = Lock(), Lock(), Barrier(2)
    globals()["${HOSTILE[1]}"] = one
    processes = [
        Process(target=work, args=(one, other, barrier), name=${JSON.stringify(HOSTILE[0])}),
        Process(target=work, args=(other, one, barrier), name=${JSON.stringify(HOSTILE[1])}),
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
`.trimStart();

/** Counts in each document what its policy refuses, also in frames. */
function watchPolicy(page) {
  return page.evaluateOnNewDocument(() => {
    globalThis.refused = [];
    document.addEventListener("securitypolicyviolation", (event) => {
      globalThis.refused.push([event.violatedDirective, event.blockedURI, event.sample]);
    });
  });
}

async function refusedIn(page) {
  const all = await Promise.all(page.frames().map((frame) => frame.evaluate(() => globalThis.refused ?? [])));
  return all.flat();
}

/** Fails if something that a program said has become more than text. */
async function isClean(where) {
  const found = await where.evaluate((injected) => {
    const handlers = [...document.querySelectorAll("*")].filter((element) =>
      element.getAttributeNames().some((name) => name.startsWith("on")),
    );
    const scripts = [...document.scripts].filter((script) => script.textContent.includes("pwned"));
    const elements = [...document.querySelectorAll(injected), ...handlers, ...scripts];
    return { elements: elements.map(({ outerHTML }) => outerHTML), pwned: globalThis.pwned ?? null };
  }, INJECTED);
  assert.deepEqual(found, { elements: [], pwned: null });
}

/** Shows each view of a run in turn, and hands its panel's text and the titles in it to `look`. */
async function eachView(where, look = () => {}) {
  const count = await where.$$eval(".tabs [role=tab]", (tabs) => tabs.length);
  for (let place = 0; place < count; place += 1) {
    const id = await where.evaluate((place) => {
      const tab = document.querySelectorAll(".tabs [role=tab]")[place];
      tab.click();
      return tab.getAttribute("aria-controls");
    }, place);
    await where.waitForFunction((id) => document.getElementById(id)?.hidden === false, {}, id);
    await isClean(where);
    const said = await where.$eval(`[id="${id}"]`, (panel) => {
      const titles = [...panel.querySelectorAll("[title], [aria-label]")].flatMap((element) => [
        element.title,
        element.getAttribute("aria-label"),
      ]);
      return { text: panel.textContent, titles: titles.join("\n") };
    });
    await look(id, said);
  }
}

describe("the policy of pages", () => {
  let world;
  let page;
  onOnePage((one) => ({ world, page } = one));

  test("each page has one before anything that it could refuse, and it allows no text to be code", async () => {
    const names = (await readdir(SITE, { recursive: true })).filter((name) => name.endsWith(".html"));
    assert.ok(names.length > 20);
    for (const name of names) {
      const html = await readFile(join(SITE, name), "utf8");
      const [before, policy] = /^([^]*?)<meta\s+http-equiv="Content-Security-Policy"\s+content="([^"]*)"/
        .exec(html)
        .slice(1);
      assert.doesNotMatch(before, /<(script|link|style|body)/, name);
      const directives = new Map(policy.split("; ").map((directive) => directive.split(/ (.*)/, 2)));
      assert.equal(directives.get("default-src"), "'none'", name);
      assert.equal(directives.get("base-uri"), "'none'", name);
      assert.equal(directives.get("form-action"), "'none'", name);
      assert.equal(directives.get("require-trusted-types-for"), "'script'", name);
      assert.doesNotMatch(policy, /'unsafe-|%|\*|https?:|data:/, name);
    }
  });

  test("text is not run as code, and nothing comes from or goes to another origin", async (context) => {
    const outside = await serve();
    context.after(outside.close);
    const done = await page.evaluate(async (outside) => {
      const done = [];
      const attempt = async (name, act) => {
        try {
          await act();
          done.push(name);
        } catch {}
      };
      // The driver lifts the policy for what it evaluates itself, until that returns.
      await new Promise((resolve) => setTimeout(resolve));
      await attempt("eval", () => eval("globalThis.pwned = 1"));
      await attempt("Function", () => new Function("globalThis.pwned = 1")());
      await attempt("fetch", () => fetch(outside, { mode: "no-cors" }));
      await attempt("import", () => import(`${outside}a.js`));
      await attempt("import of text", () => import("data:text/javascript,globalThis.pwned = 1"));
      await attempt("worker", () => new Worker(URL.createObjectURL(new Blob(["1"]))));
      await attempt("worker of the site", () => new Worker("spawnpoint.js"));
      await attempt("script", () => {
        const script = document.createElement("script");
        script.append("globalThis.pwned = 1");
        document.body.append(script);
        script.remove();
      });
      await attempt("handler", () => {
        const button = document.createElement("button");
        button.setAttribute("onclick", "globalThis.pwned = 1");
        button.click();
      });
      await attempt("markup", () => {
        document.createElement("p").innerHTML = "<img src=x onerror='globalThis.pwned = 1'>";
      });
      await attempt("base", () => {
        const base = document.createElement("base");
        base.href = outside;
        document.head.append(base);
        const changed = document.baseURI.startsWith(outside);
        base.remove();
        if (!changed) {
          throw new Error("refused");
        }
      });
      await attempt("picture", async () => {
        const image = new Image();
        image.src = `${outside}a.png`;
        await image.decode();
      });
      await attempt("socket", async () => {
        await new Promise((resolve, reject) => {
          const socket = new WebSocket(outside.replace("http", "ws"));
          socket.onopen = resolve;
          socket.onerror = reject;
        });
      });
      return done.filter((name) => !["script", "handler"].includes(name));
    }, outside.url);
    assert.deepEqual(done, []);
    assert.equal(await page.evaluate(() => globalThis.pwned), undefined);
    assert.deepEqual(outside.asked, []);
  });

  for (const isolated of [false, true]) {
    const how = isolated ? "cross-origin isolated" : "not isolated";
    test(`a visit needs nothing that it refuses, ${how}`, async () => {
      const here = isolated ? await open({ isolated }) : world;
      try {
        const { page, errors } = await openPage(here.browser, here.url, async (page) => {
          await watchPolicy(page);
          await keepSaved(page);
        });
        await page.waitForSelector(".cm-content");
        await page.click("#run");
        await page.waitForSelector(".state.done");
        await eachView(page);
        for (const item of ["SVG", "PNG", "Perfetto"]) {
          await saved(page, item);
        }
        await page.waitForFunction(() => globalThis.savedFiles.some(({ type }) => type === "image/png"));
        await page.click("header .language");
        await page.click("header .theme");
        await page.click(".share");
        await page.waitForFunction(() => document.querySelector("#share-link").value !== "");
        assert.deepEqual(await refusedIn(page), []);
        for (const path of ["guide/en/index.html", "guide/ja/index.html"]) {
          await page.goto(`${here.url}${path}`);
          await page.$eval("spawn-point", (element) => element.run());
          assert.equal(page.frames().length, 2);
          assert.deepEqual(await refusedIn(page), []);
        }
        await page.goto(`${here.url}guide/`);
        await page.waitForFunction(() => location.pathname.endsWith("index.html"));
        assert.deepEqual(await refusedIn(page), []);
        assert.deepEqual(errors, []);
        await page.close();
      } finally {
        if (isolated) {
          await here.close();
        }
      }
    });
  }
});

describe("what a program says is text", () => {
  let world;
  before(async () => {
    world = await open();
  });
  after(() => world?.close());

  /** Opens a page in a language, and fails for what went wrong in it. */
  async function visit(path, language, look) {
    const context = await world.browser.createBrowserContext();
    const { page, errors } = await newPage(context, async (page) => {
      await watchPolicy(page);
      await keepSaved(page);
      await page.evaluateOnNewDocument((language) => {
        localStorage.setItem("spawnpoint.language", language);
      }, language);
    });
    try {
      await page.goto(world.url + path);
      await page.waitForSelector(".cm-content");
      await look(page);
      await isClean(page);
      assert.deepEqual(await refusedIn(page), []);
      assert.deepEqual(errors, []);
    } finally {
      await context.close();
    }
  }

  async function runAndType(page) {
    await page.click("#run");
    const field = await page.waitForSelector("form.input input");
    await isClean(page);
    await field.type(MARKUP);
    await page.keyboard.press("Enter");
    await page.waitForSelector(".state.done, .state.failed");
  }

  /** Whether all views show the run of the hostile program. */
  async function showsAll(page) {
    const shown = new Map();
    await eachView(page, (id, { text, titles }) => shown.set(id, { text, titles }));
    const panels = [...shown.values()].map(({ text }) => text);
    for (const text of HOSTILE) {
      // By its name at the least in the console, the messages, the memories and the events.
      assert.ok(panels.filter((panel) => panel.includes(text)).length >= 4, text);
    }
    assert.ok(panels.some((panel) => panel.includes(`typed ${MARKUP}`)));
    const names = await page.$$eval(".labels .name", (all) => all.map((name) => [name.textContent, name.title]));
    for (const text of HOSTILE) {
      assert.ok(names.some(([name, title]) => name === text && title === text), text);
    }
  }

  /** Moves the pointer over the timeline until it names a hostile process. */
  async function tooltips(page) {
    await page.$eval(".plot canvas", (canvas) => canvas.scrollIntoView());
    const { left, top, width, height } = await page.$eval(".plot canvas", (canvas) => {
      const { left, top, width, height } = canvas.getBoundingClientRect();
      return { left, top, width: Math.min(width, innerWidth - left), height: Math.min(height, innerHeight - top) };
    });
    for (let y = 4; y < height - 4; y += 12) {
      for (let x = 4; x < width - 4; x += 24) {
        await page.mouse.move(left + x, top + y);
        const said = await page.$$eval(".tooltip", ([tooltip]) => tooltip?.textContent ?? "");
        if (said.includes(MARKUP)) {
          await isClean(page);
          return;
        }
      }
    }
    assert.fail("no tooltip says the name");
  }

  for (const language of LANGUAGES) {
    test(`in every view, in the file of a run, and in pictures, ${language}`, async () => {
      let file;
      await visit("", language, async (page) => {
        await setProgram(page, PROGRAM);
        await runAndType(page);
        await showsAll(page);
        await tooltips(page);

        await isHarmless(page, await savedText(page, "SVG"));
        await saved(page, "PNG");
        await page.waitForFunction(() => globalThis.savedFiles.at(-1).type === "image/png");
        const { traceEvents } = JSON.parse(await savedText(page, "Perfetto"));
        assert.ok(JSON.stringify(traceEvents).includes(JSON.stringify(MARKUP).slice(1, -1)));

        // The name of a file is a text of others, too.
        file = join(tmpdir(), `<img src=x onerror=globalThis.pwned=1>${process.pid}${language}.spawnpoint`);
        await writeFile(file, await saved(page, { en: "Run", ja: "実行" }[language]));
      });
      await visit("", language, async (page) => {
        const field = await page.$("#open");
        await field.uploadFile(file);
        await page.waitForFunction(() => document.querySelector("#program").value === "opened");
        await page.waitForSelector(".labels .name");
        await showsAll(page);
        await tooltips(page);
        await writeFile(file, `not a run ${MARKUP}`);
        await field.uploadFile(file);
        await page.waitForSelector(".notice.error");
      });
      await rm(file);
    });

    test(`side by side, and in an embedded page, ${language}`, async () => {
      await visit("", language, async (page) => {
        await setProgram(page, PROGRAM.replace("input(HOSTILE[0])", "HOSTILE[0]"));
        await page.click(".modes label:has(input[value=both])");
        await page.click("#run");
        await page.waitForSelector(".findings");
        await eachView(page);
      });
      const parameters = new URLSearchParams({ code: PROGRAM, name: MARKUP, lang: language });
      await visit(`embed/#${parameters}`, language, async (page) => {
        await runAndType(page);
        const shown = [];
        await eachView(page, (id, { text }) => shown.push(text));
        assert.ok(shown.some((text) => text.includes(`typed ${MARKUP}`)));
      });
    });

    test(`in the report of a deadlock, ${language}`, () =>
      visit("", language, async (page) => {
        await setProgram(page, DEADLOCK);
        await page.click("#run");
        const report = await page.waitForSelector(".deadlock");
        const text = await report.evaluate(({ textContent }) => textContent);
        assert.ok(text.includes(HOSTILE[0]) && text.includes(HOSTILE[1]), text);
        await eachView(page);
      }));

    test(`in links, ${language}`, async () => {
      const link = (parameters) => `#${new URLSearchParams(parameters)}`;
      for (const text of HOSTILE) {
        await visit(link({ code: `# ${text}\n`, name: text }), language, async (page) => {
          const name = await page.$eval("#program", ({ selectedOptions: [option] }) => option.textContent);
          // HTML has no NUL, and white space at the ends of an option is nothing.
          assert.ok(text.includes("\0") || name.includes(text), name);
          await page.click(".share");
          await page.waitForFunction(() => document.querySelector("#share-link").value !== "");
          const markup = await page.$eval("#share-markup", ({ value }) => value);
          const elements = await parsed(page, markup, "text/html");
          const own = ["body", "code", "head", "html", "pre", "script", "spawn-point"];
          assert.deepEqual([...new Set(elements.names)].sort(), own);
          assert.deepEqual(elements.handlers, []);
        });
      }
      for (const parameters of [{ example: MARKUP }, { code: "x", mode: MARKUP }, { program: MARKUP }]) {
        await visit(link(parameters), language, (page) => page.waitForSelector(".notice.error"));
      }
    });
  }

  /** The elements in a text, as a page without a policy reads it. */
  function parsed(page, text, type) {
    const parse = (text, type) => {
      const all = [...new DOMParser().parseFromString(text, type).querySelectorAll("*")];
      return {
        names: all.map(({ localName }) => localName),
        texts: all.map(({ textContent }) => textContent),
        handlers: all.flatMap((element) =>
          element.getAttributeNames().filter((name) => name.startsWith("on") || name.endsWith("href")),
        ),
      };
    };
    return evaluateBeside(page, parse, text, type);
  }

  /** Fails if a picture is more than shapes and text, however it is opened. */
  async function isHarmless(page, svg) {
    for (const type of ["image/svg+xml", "text/html"]) {
      const { names, texts, handlers } = await parsed(page, svg, type);
      const harmful = ["parsererror", "script", "img", "iframe", "foreignObject", "foreignobject", "a", "style"];
      assert.deepEqual(names.filter((name) => harmful.includes(name)), [], type);
      assert.deepEqual(handlers, [], type);
      assert.ok(texts.some((text) => text.includes(MARKUP)), type);
    }
  }
});

/** A server of another origin, with what it was asked for. */
async function serve() {
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(200, { "access-control-allow-origin": "*" }).end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  return {
    url: `http://127.0.0.1:${port}/`,
    port,
    asked,
    close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      return closed;
    },
  };
}

describe("Python", () => {
  let page;
  onOnePage((one) => ({ page } = one));

  const ABSENT = /^ModuleNotFoundError: No module named '\w+' \(it is not part of this playground\)$/;
  const TOLD = /^ModuleNotFoundError: No module named '\w+': (a process in a browser has no network|there is no terminal in a browser)$/;
  const NO_NETWORK = /\[Errno -?\d+\] there is no network in this playground>?$/;
  const NO_PROGRAMS = /^OSError: \[Errno 38\] this playground has no other programs to run/;
  const NO_FOREIGN_CODE = /^(OSError: libc.so.6: this playground has no foreign code|TypeError: argument must be callable or integer function address)$/;
  const NO_ADDRESS = /^ValueError: there is nothing at 0x0$/;
  const NOT_IN_OS = /^AttributeError: module 'os' has no attribute/;
  const NO_FILE = /^FileNotFoundError: \[Errno 2\] No such file or directory/;

  /** What a program might try, with PORT for that of a server that would hear of it, and what comes of it. */
  const ATTEMPTS = [
    ...["js", "pyodide", "pyodide_js", "pyscript", "browser", "_wasm", "wasmtime"].map((name) => [`import ${name}`, ABSENT]),
    ["import requests", ABSENT],
    ...["ssl", "pty"].map((name) => [`import ${name}`, TOLD]),
    ['import urllib.request; urllib.request.urlopen("http://127.0.0.1:PORT/")', NO_NETWORK],
    ['import http.client; http.client.HTTPConnection("127.0.0.1", PORT).request("GET", "/")', NO_NETWORK],
    ['import ftplib; ftplib.FTP("127.0.0.1")', NO_NETWORK],
    ['import webbrowser; assert webbrowser.open("http://127.0.0.1:PORT/"), "no browser"', /^AssertionError: no browser$/],
    [
      "import sqlite3; sqlite3.connect(':memory:').execute(\"select load_extension('x')\")",
      /^sqlite3.OperationalError: no such function: load_extension$/,
    ],
    ['import ctypes; ctypes.CDLL("libc.so.6")', NO_FOREIGN_CODE],
    ["import ctypes; ctypes.CFUNCTYPE(None)(1)()", NO_FOREIGN_CODE],
    ["import ctypes; ctypes.string_at(0, 8)", NO_ADDRESS],
    ["import ctypes; ctypes.c_char.from_address(0)", NO_ADDRESS],
    ['open("/etc/passwd")', NO_FILE],
    ['open("/proc/self/environ")', NO_FILE],
    ['open("http://127.0.0.1:PORT/")', NO_FILE],
    ['import socket; socket.create_connection(("127.0.0.1", PORT))', NO_NETWORK],
    ["import socket; socket.socket()", NO_NETWORK],
    ['import socket; socket.getaddrinfo("localhost", PORT)', NO_NETWORK],
    ['import asyncio; asyncio.run(asyncio.open_connection("127.0.0.1", PORT))', NO_NETWORK],
    [
      'from multiprocessing.connection import Client; Client(("127.0.0.1", PORT))',
      /^ConnectionRefusedError: \[Errno 111\]/,
    ],
    ['import os; os.system("true")', NOT_IN_OS],
    ['import os; os.execv("/bin/sh", ["sh"])', NOT_IN_OS],
    ['import os; os.popen("true")', NO_PROGRAMS],
    ['import subprocess; subprocess.run(["true"])', NO_PROGRAMS],
  ];

  test("finds no way out, and asks the network for nothing but its own library", async (context) => {
    const outside = await serve();
    context.after(outside.close);
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    for (const [attempt, expected] of ATTEMPTS) {
      const code = `${attempt.replaceAll("PORT", outside.port)}\n`;
      const { status, stderr } = await run(page, { code });
      assert.equal(status, "finished", attempt);
      assert.match(stderr.trimEnd().split("\n").at(-1), expected, attempt);
    }
    assert.deepEqual(outside.asked, []);
    const others = asked.filter((url) => !/\/runtime-[0-9a-f]+\/([a-z-]+(_bg)?\.(js|wasm)|library\/\w+\.bin)$/.test(url));
    assert.deepEqual(others, []);
  });

  test("sees of the machine only what every machine has", async () => {
    const code = `
import os, sys
print(os.listdir("/"), os.listdir("/home"), os.listdir("/home/user"), os.listdir("/dev"))
print(sorted(os.environ), os.uname(), sys.argv, sys.path)
`;
    const { stdout } = await run(page, { code });
    const devices = "['null', 'random', 'stderr', 'stdin', 'stdout', 'urandom', 'zero']";
    assert.equal(stdout.split("\n")[0], `['home', 'tmp', 'usr', 'dev'] ['user'] ['main.py'] ${devices}`);
    assert.doesNotMatch(stdout, /127\.0\.0\.1|http|wasm-|Chrom|Firefox/);
  });
});

/** What the language itself has, without what makes code of text. */
const LANGUAGE = `AggregateError Array ArrayBuffer AsyncDisposableStack Atomics BigInt BigInt64Array BigUint64Array
  Boolean DataView Date DisposableStack Error EvalError FinalizationRegistry Float16Array Float32Array Float64Array
  Infinity Int16Array Int32Array Int8Array Intl Iterator JSON Map Math NaN Number Object Promise Proxy RangeError
  ReferenceError Reflect RegExp Set SharedArrayBuffer String SuppressedError Symbol SyntaxError Temporal TypeError
  URIError Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakRef WeakSet WebAssembly decodeURI
  decodeURIComponent encodeURI encodeURIComponent globalThis isFinite isNaN parseFloat parseInt undefined`.split(/\s+/);

/** What a worker is left with beside that. */
const PROCESS_NAMES = [
  "TextDecoder",
  "TextEncoder",
  "console",
  "crypto",
  "onmessage",
  "performance",
  "postMessage",
  "queueMicrotask",
  "self",
];
const KERNEL_NAMES = [
  "TextDecoder",
  "TextEncoder",
  "Worker",
  "clearTimeout",
  "console",
  "crossOriginIsolated",
  "onmessage",
  "performance",
  "postMessage",
  "self",
  "setTimeout",
];

// The reason appears beside the title.
const unseen = IS_FIREFOX && "Firefox does not tell of workers that workers made";

describe("workers", { skip: unseen }, () => {
  let page;
  onOnePage((one) => ({ page } = one));

  // With a program in one of them, and idle ones beside it.
  before(async () => {
    await page.waitForSelector(".cm-content");
    await setProgram(page, "input()\n");
    await page.click("#run");
    await page.waitForSelector("form.input");
  });

  for (const [script, names] of [
    ["process-worker.js", PROCESS_NAMES],
    ["kernel-worker.js", KERNEL_NAMES],
  ]) {
    test(`${script} has the language and what it needs`, async () => {
      const workers = page.workers().filter((worker) => worker.url().endsWith(script));
      assert.ok(workers.length > 0);
      for (const worker of workers) {
        const left = await worker.evaluate(() => {
          const names = new Set();
          for (let scope = self; scope !== null; scope = Object.getPrototypeOf(scope)) {
            if (!Object.hasOwn(scope, "addEventListener") && !Object.hasOwn(scope, "hasOwnProperty")) {
              Reflect.ownKeys(scope).forEach((name) => names.add(String(name)));
            }
          }
          return [...names];
        });
        // Two numbers cannot be taken away in Chromium.
        const known = new Set([...names, ...LANGUAGE, "TEMPORARY", "PERSISTENT", "Symbol(Symbol.toStringTag)"]);
        assert.deepEqual(left.filter((name) => !known.has(name)), []);
        assert.deepEqual(names.filter((name) => !left.includes(name)), []);
      }
    });
  }

  test("none of them makes code of text, or another worker than a process's", async () => {
    for (const worker of page.workers()) {
      const made = await worker.evaluate(() => {
        const made = [];
        const attempt = (name, make) => {
          try {
            make();
            made.push(name);
          } catch {}
        };
        attempt("eval", () => globalThis.eval("1"));
        for (const one of [() => {}, async () => {}, function* () {}, async function* () {}]) {
          attempt(String(one), () => {
            if (typeof one.constructor("return 1") !== "function") {
              throw new Error("no function");
            }
          });
        }
        attempt("Worker", () => new globalThis.Worker("data:text/javascript,1"));
        attempt("constructor", () => new globalThis.Worker.prototype.constructor("data:text/javascript,1"));
        return made;
      });
      assert.deepEqual(made, [], worker.url());
    }
  });
});

describe("the interpreter", () => {
  let page;
  onOnePage((one) => ({ page } = one));

  test("imports what SECURITY.md lists, and nothing else", async () => {
    const imports = await page.evaluate(async () => {
      const { content } = document.querySelector("meta[name=spawnpoint-runtime]");
      const response = await fetch(`${content}/process_bg.wasm`);
      return WebAssembly.Module.imports(await WebAssembly.compile(await response.arrayBuffer()));
    });
    const names = imports.map(({ module, name, kind }) => {
      assert.equal(kind, "function");
      const modules = ["process_bg", "process-host", "library", "side-modules"];
      assert.ok(modules.includes(/^\.\/(.*)\.js$/.exec(module)?.[1]), module);
      // What makes them different in every version.
      return name.replace(/^__wbg_/, "").replace(/_[0-9a-f]{16}$/, "");
    });
    const text = await readFile(new URL("../../SECURITY.md", import.meta.url), "utf8");
    const [, list] = text.split(/^## What the interpreter imports$/m);
    const listed = [...list.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell]) => [...cell.matchAll(/`(\w+)`/g)]);
    assert.deepEqual([...new Set(names)].sort(), listed.map(([, name]) => name).sort());
  });
});
