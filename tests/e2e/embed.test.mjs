// Programs in pages of another origin: `<spawn-point>`, its selector form, and plain frames.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { gzipSync } from "node:zlib";

import { PATIENCE, audit, collectErrors, emulateScheme, launchBrowser, serveFolder, serveSite } from "./support.mjs";

const PROGRAM = `from multiprocessing import Process

counter = 0

def work(n):
    global counter
    counter += n
    print("child has", counter)

if __name__ == "__main__":
    p = Process(target=work, args=(5,))
    p.start()
    p.join()
    print("parent has", counter)
`;

const PRINTED = "child has 5\nparent has 0\n";

const ENDLESS = "while True:\n    pass\n";

/** The most that a page may load for embedded programs before one runs, compressed. */
const LIGHT = 60_000;

let browser;
let site;
let host;
let folder;

before(async () => {
  browser = await launchBrowser();
  site = await serveSite();
  folder = await mkdtemp(join(tmpdir(), "spawnpoint-host-"));
  host = await serveFolder(folder);
});

after(async () => {
  await browser?.close();
  await site?.close();
  await host?.close();
  await rm(folder, { recursive: true, force: true });
});

let context;
let page;
let errors;

beforeEach(async () => {
  context = await browser.createBrowserContext();
  page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  errors = await collectErrors(page);
});

afterEach(async () => {
  assert.deepEqual(errors, []);
  await context.close();
});

function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

/** Opens a page of another site that loads `spawnpoint.js`. */
async function visit(body, { script = "", lang = "en", head = "" } = {}) {
  const load = `<script ${script} src="${site.url}spawnpoint.js"></script>`;
  await visitPlain(`${body}`, { lang, head: `${head}${load}` });
  await page.waitForFunction(() => customElements.get("spawn-point"));
}

async function visitPlain(body, { lang = "en", head = "" } = {}) {
  const html = `<!doctype html><html lang="${lang}"><head><meta charset="utf-8" /><title>Host</title>
    <link rel="icon" href="data:," />
    <meta name="viewport" content="width=device-width, initial-scale=1" />${head}</head>
    <body><main><h1>Host</h1>${body}</main></body></html>`;
  await writeFile(join(folder, "index.html"), html);
  // Another site, not only another origin: frames are then in a process of their own.
  await page.goto(host.url.replace("127.0.0.1", "localhost"));
}

function element(attributes = "", program = PROGRAM) {
  return `<spawn-point ${attributes}><pre><code>${escaped(program)}</code></pre></spawn-point>`;
}

/** Presses Run of the element that `selector` names, and resolves to the detail of `run-finished`. */
async function pressRun(selector = "spawn-point") {
  await page.$eval(selector, (element) => {
    element.finished = new Promise((resolve) => {
      element.addEventListener("run-finished", ({ detail }) => resolve(detail), { once: true });
    });
  });
  const button = await page.waitForSelector(`${selector} >>> .run`);
  await button.click();
  return page.$eval(selector, (element) => element.finished);
}

/** The labels of the tabs that a selector leads to. */
async function textsOfTabs(selector) {
  const tabs = await page.$$(selector);
  return Promise.all(tabs.map((tab) => tab.evaluate(({ textContent }) => textContent)));
}

/** The frame of the element that `selector` names, once it is there. */
async function frameOf(selector = "spawn-point") {
  const handle = await page.waitForSelector(`${selector} > iframe`);
  const frame = await handle.contentFrame();
  await frame.waitForSelector(".embedded .cm-content");
  return frame;
}

describe("<spawn-point>", () => {
  test("runs the program inside it", async () => {
    await visit(element());
    const result = await pressRun();
    assert.equal(result.status, "finished");
    assert.equal(result.stdout, PRINTED);
    assert.equal(result.mode, "processes");
    assert.deepEqual(Object.values(result.exitcodes), [0, 0]);
    assert.ok(result.events.some(({ type }) => type === "created"));
    const frame = await frameOf();
    await frame.waitForFunction(() => document.querySelector(".console")?.textContent.includes("parent has 0"));
  });

  test("has files beside the program, before it runs and then", async () => {
    await visit(`<spawn-point><pre><code>import a\n</code></pre>
      <script type="text/x-python" data-file="a.py">
        x = 1 < 2
      </script>
      <script type="text/plain" data-file="data/b.bin" data-encoding="base64">AP8=</script></spawn-point>`);
    const host = await page.$("spawn-point");
    const files = () =>
      host.evaluate(({ files }) =>
        Object.entries(files).map(([path, content]) => [path, typeof content === "string" ? content : [...content]]),
      );
    const given = [["a.py", "x = 1 < 2\n"], ["data/b.bin", [0, 255]]];
    assert.equal(await host.evaluate(({ code }) => code), "import a\n");
    assert.deepEqual(await files(), given);
    assert.deepEqual(await audit(page), []);
    const second = await page.waitForSelector("spawn-point >>> [role=tab]:nth-child(2)");
    await second.click();
    const listing = () => host.evaluate(({ shadowRoot }) => shadowRoot.querySelector("code").textContent);
    assert.equal(await listing(), "x = 1 < 2\n");
    await page.keyboard.press("ArrowLeft");
    assert.equal(await listing(), "import a\n");

    await host.evaluate((element) => element.load());
    const frame = await frameOf();
    const tabs = () => frame.$$eval(".file-tabs [role=tab]", (tabs) => tabs.map(({ textContent }) => textContent));
    assert.deepEqual(await tabs(), ["main.py", "a.py", "data/b.bin"]);
    assert.deepEqual(await files(), given);

    await host.evaluate((element) => {
      element.changed = new Promise((resolve) => {
        element.addEventListener("files-changed", ({ detail }) => resolve(detail.files), { once: true });
      });
      element.files = { "a.py": "x = 2\n", "c.txt": new Uint8Array([120]) };
    });
    assert.deepEqual(await host.evaluate((element) => element.changed), { "a.py": "x = 2\n", "c.txt": "x" });
    await frame.waitForFunction(() => document.querySelectorAll(".file-tabs [role=tab]").length === 3);
    assert.deepEqual(await tabs(), ["main.py", "a.py", "c.txt"]);
  });

  test("an example of several files has them", async () => {
    await visit('<spawn-point example="reports"></spawn-point>');
    const tabs = () => textsOfTabs("spawn-point >>> [role=tab]");
    await page.waitForSelector("spawn-point >>> [role=tab]:nth-child(3)");
    assert.deepEqual(await tabs(), ["main.py", "celsius.csv", "stations.py"]);
    await page.$eval("spawn-point", (element) => element.load());
    const frame = await frameOf();
    const inFrame = await frame.$$eval(".file-tabs [role=tab]", (all) => all.map(({ textContent }) => textContent));
    assert.deepEqual(inFrame, ["main.py", "celsius.csv", "stations.py"]);
  });

  test("names a file that cannot be", async () => {
    await visit(element());
    await page.$eval("spawn-point", (element) => {
      element.files = { "main.py": "x" };
      return element.load();
    });
    const frame = await frameOf();
    await frame.waitForFunction(() => document.querySelector(".notice.error")?.textContent.includes("file=main.py"));
  });

  test("works as a module too, and keeps the indentation of the program in the page apart", async () => {
    const indented = PROGRAM.split("\n").map((line) => (line ? `      ${line}` : line)).join("\n");
    await visit(`<spawn-point>\n${escaped(indented)}</spawn-point>`, { script: 'type="module"' });
    assert.equal(await page.$eval("spawn-point", ({ code }) => code), PROGRAM);
    assert.equal((await pressRun()).stdout, PRINTED);
  });

  test("five on a page are light, and load the interpreter once", async () => {
    const loaded = [];
    page.on("response", (response) => {
      if (response.url().startsWith(site.url)) {
        loaded.push(response);
      }
    });
    const ids = [1, 2, 3, 4].map((n) => `e${n}`);
    const elements = ids.map((id) => element(`id="${id}"`)).join("\n");
    await visit(`${elements}<spawn-point id="e5" example="own-memory"></spawn-point>`);
    await page.waitForFunction(() => document.querySelector("#e5").code.includes("Process"));
    const bodies = await Promise.all(loaded.map((response) => response.buffer()));
    const bytes = bodies.reduce((sum, body) => sum + gzipSync(body).length, 0);
    assert.ok(bytes > 0 && bytes < LIGHT, `${bytes} bytes before a run`);
    assert.equal(await page.$("spawn-point > iframe"), null);

    for (const id of [...ids, "e5"]) {
      const result = await page.$eval(`#${id}`, (element) => element.run());
      assert.equal(result.status, "finished");
    }
    const interpreters = loaded.filter((response) => response.url().endsWith("process_bg.wasm"));
    assert.equal(interpreters.length, 1);
  });

  test("nothing moves, neither when the playground comes nor when it runs", async () => {
    await visit(`${element()}<p id="below">Below</p>`);
    const top = () => page.$eval("#below", (below) => below.getBoundingClientRect().top + scrollY);
    const before = await top();
    await page.$eval("spawn-point", (element) => element.load());
    assert.equal(await top(), before);
    await page.$eval("spawn-point", (element) => element.run());
    assert.equal(await top(), before);
  });

  test("with automatic height it is low, and grows with the run", async () => {
    await visit(element('height="auto"'));
    const height = () => page.$eval("spawn-point", (element) => element.offsetHeight);
    const low = await height();
    await pressRun();
    const frame = await frameOf();
    await page.waitForFunction((low) => document.querySelector("spawn-point").offsetHeight > low, {}, low);
    const content = () => frame.$eval("#embedded", (main) => main.offsetHeight);
    await page.waitForFunction(
      (content) => document.querySelector("spawn-point").offsetHeight >= content,
      {},
      await content(),
    );
  });

  test("an author sets the height in pixels", async () => {
    await visit(element('height="333"'));
    assert.equal(await page.$eval("spawn-point", (element) => element.offsetHeight), 333);
  });

  test("methods, properties and events", async () => {
    await visit(element("", ENDLESS));
    await page.evaluate(() => {
      globalThis.heard = [];
      for (const type of ["ready", "run-started", "run-finished", "run-failed", "code-changed"]) {
        // They bubble.
        document.addEventListener(type, ({ detail }) => globalThis.heard.push([type, detail.status ?? ""]));
      }
    });
    await page.$eval("spawn-point", (element) => element.load().then(() => element.ready));
    const stopped = page.$eval("spawn-point", (element) => element.run());
    const frame = await frameOf();
    await frame.waitForSelector(".state.live");
    await page.$eval("spawn-point", (element) => element.stop());
    assert.equal((await stopped).status, "stopped");
    const result = await page.$eval("spawn-point", (element) => {
      element.code = 'print("new")\n';
      return element.run();
    });
    assert.equal(result.stdout, "new\n");
    const heard = await page.evaluate(() => globalThis.heard);
    assert.deepEqual(heard, [
      ["ready", ""],
      ["run-started", ""],
      ["run-finished", "stopped"],
      ["code-changed", ""],
      ["run-started", ""],
      ["run-finished", "finished"],
    ]);
  });

  test("what the reader types is the code", async () => {
    await visit(element("", "x = 1\n"));
    const button = await page.waitForSelector("spawn-point >>> .edit");
    await button.click();
    const frame = await frameOf();
    await frame.click(".cm-content");
    await page.keyboard.type("# mine ");
    await page.waitForFunction(() => document.querySelector("spawn-point").code.includes("# mine "));
    const href = await frame.$eval(".open-page", ({ href }) => href);
    assert.ok(decodeURIComponent(href.replaceAll("+", " ")).includes("# mine "), href);
  });

  test("both modes are compared", async () => {
    await visit(element('mode="both" views="timeline,console"'));
    const { runs } = await pressRun();
    assert.deepEqual(
      runs.map(({ mode, stdout }) => [mode, stdout]),
      [
        ["processes", PRINTED],
        ["shared", "child has 5\nparent has 5\n"],
      ],
    );
    const frame = await frameOf();
    const tabs = await frame.$$eval("[role=tab]", (all) => all.map((tab) => tab.textContent));
    assert.deepEqual(tabs, ["Comparison", "Console"]);
    assert.equal((await frame.$$(".timeline")).length, 2);
  });

  test("a program that is only to be read cannot be edited, but runs", async () => {
    await visit(element("read-only"));
    assert.equal(await page.$eval("spawn-point", ({ shadowRoot }) => shadowRoot.querySelector(".edit").hidden), true);
    assert.equal((await pressRun()).stdout, PRINTED);
    const frame = await frameOf();
    await frame.click(".cm-content");
    await page.keyboard.type("nothing");
    assert.equal(await page.$eval("spawn-point", ({ code }) => code), PROGRAM);
  });

  test("it speaks the language of the page, or the one it is told", async () => {
    await visit(`${element('id="page"')}${element('id="own" lang="en"')}`, { lang: "ja" });
    const label = (id) => page.$eval(id, ({ shadowRoot }) => shadowRoot.querySelector(".run").textContent);
    assert.equal(await label("#page"), "実行");
    assert.equal(await label("#own"), "Run");
    await page.$eval("#page", (element) => element.load());
    const frame = await frameOf("#page");
    assert.equal(await frame.$eval("html", ({ lang }) => lang), "ja");
    assert.equal(await frame.$eval("#run", ({ textContent }) => textContent), "実行");
  });

  test("it is light or dark as the page around it is, also when that changes", async () => {
    const head = "<style>body { background: white } .night { background: #111; color: white }</style>";
    await visit(`${element('id="follows"')}${element('id="told" theme="light"')}`, { head });
    const scheme = (id) => page.$eval(id, (element) => getComputedStyle(element).colorScheme);
    await emulateScheme(page, "dark");
    assert.equal(await scheme("#follows"), "light");
    await page.$eval("#follows", (element) => element.load());
    const frame = await frameOf("#follows");
    await page.evaluate(() => document.body.classList.add("night"));
    await frame.waitForFunction(() => document.documentElement.dataset.theme === "dark");
    assert.equal(await scheme("#follows"), "dark");
    assert.equal(await scheme("#told"), "light");
  });

  test("with autorun it runs when the reader comes near, and never without", async () => {
    await visit(`${element('id="first"')}<div style="height: 400vh"></div>${element('id="far" autorun')}`);
    await page.evaluate(() => {
      globalThis.started = [];
      document.addEventListener("run-started", ({ target }) => globalThis.started.push(target.id));
    });
    assert.equal(await page.$("#far > iframe"), null);
    await page.$eval("#far", (element) => element.scrollIntoView());
    await page.waitForFunction(() => globalThis.started.length > 0);
    assert.deepEqual(await page.evaluate(() => globalThis.started), ["far"]);
  });

  test("what an attribute cannot be is said, and the program is there", async () => {
    await visit(element('mode="parallel"'));
    await page.$eval("spawn-point", (element) => element.load());
    const frame = await frameOf();
    const notice = await frame.waitForSelector(".notice.error");
    assert.match(await notice.evaluate(({ textContent }) => textContent), /mode=parallel/);
    assert.match(await frame.$eval(".cm-content", ({ innerText }) => innerText), /child has/);
  });

  test("an example that is not there is named", async () => {
    await visit('<spawn-point example="no-such"></spawn-point>');
    const hint = await page.waitForSelector("spawn-point >>> .hint.error");
    assert.match(await hint.evaluate(({ textContent }) => textContent), /no-such/);
  });

  test("a playground that does not load says so, and the program stays", async () => {
    await page.setRequestInterception(true);
    page.on("request", (request) => {
      if (request.url().includes("/embed/")) {
        request.abort();
      } else {
        request.continue();
      }
    });
    await visit(element());
    // As if the patience had passed.
    await page.evaluate(() => {
      const wait = globalThis.setTimeout;
      globalThis.setTimeout = (f, delay, ...rest) => wait(f, delay / 100, ...rest);
    });
    const reason = await page.$eval("spawn-point", (element) =>
      element.run().then(
        () => "",
        (error) => error.message,
      ),
    );
    assert.match(reason, /does not answer/);
    const hint = await page.waitForSelector("spawn-point >>> .hint.error");
    assert.ok((await hint.evaluate(({ textContent }) => textContent)).includes(site.url));
    assert.equal(await page.$eval("spawn-point", ({ code }) => code), PROGRAM);
  });

  test("with the keyboard alone", async () => {
    await visit(element());
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.shadowRoot.activeElement.className), "run");
    const finished = page.$eval(
      "spawn-point",
      (element) =>
        new Promise((resolve) => {
          element.addEventListener("run-finished", ({ detail }) => resolve(detail.status));
        }),
    );
    await page.keyboard.press("Enter");
    assert.equal(await finished, "finished");
    // The keyboard is where the button was: in the frame, whose first stop is Run.
    assert.equal(await page.evaluate(() => document.activeElement.localName), "iframe");
  });

  for (const lang of ["en", "ja"]) {
    for (const scheme of ["light", "dark"]) {
      test(`accessible, ${lang}, ${scheme}`, async () => {
        await emulateScheme(page, scheme);
        const head = "<meta name='color-scheme' content='light dark' />";
        await visit(element('mode="both"'), { lang, head });
        assert.deepEqual(await audit(page), []);
        await pressRun();
        const frame = await frameOf();
        assert.equal(await frame.$eval("html", ({ dataset }) => dataset.theme), scheme);
        assert.deepEqual(await audit(frame), []);
      });
    }
    for (const width of [720, 360]) {
      test(`nothing is wider than the frame, ${lang}, ${width} px`, async () => {
        await page.setViewport({ width, height: 900 });
        await visit(element('mode="both"'), { lang });
        const overflow = (where) =>
          where.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.equal(await overflow(page), 0);
        await pressRun();
        assert.equal(await overflow(page), 0);
        assert.equal(await overflow(await frameOf()), 0);
      });
    }
  }
});

describe("other ways to embed", () => {
  test("blocks of code become runnable, also those that come later", async () => {
    const block = `<pre><code class="language-python" data-mode="shared" data-views="console">${escaped(PROGRAM)}</code></pre>`;
    await visit(`${block}<pre><code class="language-text">not Python</code></pre>`, {
      script: 'data-selector="code.language-python"',
    });
    await page.waitForSelector("spawn-point");
    const result = await pressRun();
    assert.equal(result.mode, "shared");
    assert.equal(result.stdout, "child has 5\nparent has 5\n");
    assert.equal((await page.$$("pre > code.language-text")).length, 1);
    await page.evaluate((block) => {
      document.querySelector("main").insertAdjacentHTML("beforeend", block);
    }, block);
    await page.waitForFunction(() => document.querySelectorAll("spawn-point").length === 2);
  });

  const frames = [
    ["a plain frame", ""],
    ["a sandboxed frame", 'sandbox="allow-scripts allow-same-origin allow-popups allow-downloads"'],
  ];
  for (const [name, attributes] of frames) {
    test(`${name} runs its program when Run is pressed`, async () => {
      const parameters = new URLSearchParams({ code: PROGRAM, lang: "en" });
      const source = escaped(`${site.url}embed/#${parameters}`);
      await visitPlain(`<iframe ${attributes} width="700" height="600" src="${source}"></iframe>`);
      const handle = await page.waitForSelector("iframe");
      const frame = await handle.contentFrame();
      await frame.waitForSelector("#run");
      assert.equal(await frame.$eval(".state", ({ textContent }) => textContent), "Ready");
      await frame.click("#run");
      await frame.waitForFunction(() => document.querySelector(".console")?.textContent.includes("parent has 0"));
    });
  }

  test("a frame runs at once where its author wants that, and a page of its own never", async () => {
    const parameters = new URLSearchParams({ code: PROGRAM, lang: "en", autorun: "" });
    const source = `${site.url}embed/#${parameters}`;
    await visitPlain(`<iframe width="700" height="600" src="${escaped(source)}"></iframe>`);
    const frame = await (await page.waitForSelector("iframe")).contentFrame();
    await frame.waitForFunction(() => document.querySelector(".console")?.textContent.includes("parent has 0"));
    await page.goto(source);
    await page.waitForSelector("#run");
    assert.equal(await page.$eval(".state", ({ textContent }) => textContent), "Ready");
  });
});
