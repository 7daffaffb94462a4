// The files of a program as tabs of the editor: how they come in, stay, and go out. Nothing here needs a program that
// reads them.

import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";

import { audit, onFreshPages, openPage, saved, setProgram, textsOf } from "./support.mjs";

const HELPERS = "def double(x):\n    return 2 * x\n";
const TABLE = "名前,値\r\na,1\r\n";
const BYTES = [0, 0xff, 0xfe, 10, 13, 10];

let page;
let world;
onFreshPages((opened) => ({ page, world } = opened));

beforeEach(async () => {
  await page.select("#program", "own");
});

/** Drops files on the editor, each given by its name and a text or bytes. */
async function drop(files, target = page) {
  await target.evaluate((files) => {
    const dataTransfer = new DataTransfer();
    for (const [name, content] of files) {
      const part = typeof content === "string" ? content : new Uint8Array(content);
      dataTransfer.items.add(new File([part], name));
    }
    const event = { dataTransfer, bubbles: true, cancelable: true };
    const place = document.querySelector(".cm-content");
    place.dispatchEvent(new DragEvent("dragover", event));
    place.dispatchEvent(new DragEvent("drop", event));
  }, files);
}

function tabs() {
  return textsOf(page, ".file-tabs [role=tab]");
}

/** Waits for these tabs in this order. */
function hasTabs(...names) {
  return page.waitForFunction(
    (names) => {
      const tabs = [...document.querySelectorAll(".file-tabs [role=tab]")];
      return JSON.stringify(tabs.map(({ textContent }) => textContent)) === names;
    },
    {},
    JSON.stringify(names),
  );
}

function isShown(name) {
  return page.waitForFunction(
    (name) => document.querySelector(".file-tabs [aria-selected=true]").textContent === name,
    {},
    name,
  );
}

async function show(name) {
  await page.evaluate((name) => {
    const tabs = [...document.querySelectorAll(".file-tabs [role=tab]")];
    tabs.find(({ textContent }) => textContent === name).click();
  }, name);
  await isShown(name);
}

function text() {
  return page.$eval(".cm-content", ({ innerText }) => innerText.replace(/\n\n/g, "\n"));
}

async function type(keys) {
  await page.focus(".cm-content");
  await page.keyboard.type(keys);
}

async function press(...keys) {
  for (const key of keys.slice(0, -1)) {
    await page.keyboard.down(key);
  }
  await page.keyboard.press(keys.at(-1));
  for (const key of keys.slice(0, -1).reverse()) {
    await page.keyboard.up(key);
  }
}

async function isOpen(menu) {
  await page.waitForFunction((menu) => document.querySelector(menu)?.matches(":popover-open"), {}, menu);
}

/** Makes a file by the menu; stays in it when the name cannot be. */
async function make(name) {
  await page.click(".add-file");
  await isOpen("#new-file-menu");
  await fill(name);
}

async function rename(name) {
  await page.click("#file-menu-button");
  await isOpen("#file-menu");
  await fill(name);
}

/** Writes a name over the one in the field of the menu that is open, where the keyboard is. */
async function fill(name) {
  await page.waitForFunction(() => document.activeElement.matches(".file-menu input"));
  await press("Control", "a");
  await press("Delete");
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
}

async function choose(menu, item) {
  await page.click(menu === "#file-menu" ? "#file-menu-button" : ".add-file");
  await isOpen(menu);
  await page.evaluate(
    (menu, item) => {
      const buttons = [...document.querySelectorAll(`${menu} > button`)];
      buttons.find(({ textContent }) => textContent.includes(item)).click();
    },
    menu,
    item,
  );
}

/** The bytes of what an item of a file's menu hands out. */
async function downloaded(item) {
  const before = await page.evaluate(() => globalThis.savedFiles.length);
  await choose("#file-menu", item);
  await page.waitForFunction((before) => globalThis.savedFiles.length > before, {}, before);
  return Buffer.from(
    await page.evaluate(async () => [...new Uint8Array(await globalThis.savedFiles.at(-1).arrayBuffer())]),
  );
}

/** Waits until what was changed last is stored. */
async function isStored() {
  await page.waitForFunction(() => localStorage.getItem("spawnpoint.files.program.own") !== null);
}

describe("tabs", () => {
  test("a program alone has one slim tab, and more of them do not move the editor", async () => {
    assert.deepEqual(await tabs(), ["main.py"]);
    const top = () => page.$eval(".editor", (editor) => editor.getBoundingClientRect().top);
    const before = await top();
    await make("helpers.py");
    await hasTabs("main.py", "helpers.py");
    assert.equal(await top(), before);
  });

  test("a new file is edited at once, and each file has an undo history of its own", async () => {
    await setProgram(page, "import helpers\n");
    await make("helpers.py");
    await isShown("helpers.py");
    await page.waitForFunction(() => document.activeElement.matches(".cm-content"));
    await page.keyboard.type("x = 1");
    assert.equal(await text(), "x = 1");
    await show("main.py");
    assert.equal(await text(), "import helpers\n");
    await page.focus(".cm-content");
    await press("Control", "z");
    assert.equal(await text(), "\n");
    await show("helpers.py");
    assert.equal(await text(), "x = 1");
    await page.focus(".cm-content");
    await press("Control", "z");
    assert.equal(await text(), "\n");
  });

  test("only Python is coloured as Python", async () => {
    await drop([["a.py", "for x in y: pass\n"], ["a.txt", "for x in y: pass\n"]]);
    await isShown("a.txt");
    const pieces = () => page.$$eval(".cm-line span", (spans) => spans.length);
    assert.equal(await pieces(), 0);
    await show("a.py");
    assert.ok((await pieces()) >= 2);
    await rename("b.txt");
    await hasTabs("main.py", "b.txt", "a.txt");
    await page.waitForFunction(() => document.querySelectorAll(".cm-line span").length === 0);
  });

  test("the keyboard goes along them, renames and deletes", async () => {
    await drop([["a.py", ""], ["b.py", ""]]);
    await isShown("b.py");
    await page.focus(".file-tabs [aria-selected=true]");
    const focused = () => page.evaluate(() => document.activeElement.textContent);
    for (const [key, name] of [
      ["ArrowRight", "main.py"],
      ["ArrowLeft", "b.py"],
      ["Home", "main.py"],
      ["End", "b.py"],
      ["ArrowLeft", "a.py"],
    ]) {
      await page.keyboard.press(key);
      await isShown(name);
      assert.equal(await focused(), name);
    }
    await page.keyboard.press("F2");
    await isOpen("#file-menu");
    await fill("c.py");
    await hasTabs("main.py", "c.py", "b.py");
    await page.focus(".file-tabs [aria-selected=true]");
    await page.keyboard.press("Delete");
    await hasTabs("main.py", "b.py");
    await isShown("main.py");
    assert.equal(await focused(), "main.py");
    await page.keyboard.press("Delete");
    assert.deepEqual(await tabs(), ["main.py", "b.py"]);
  });

  test("nothing is wrong with them for assistive technology", async () => {
    await drop([["a.py", HELPERS], ["b.bin", BYTES]]);
    await isShown("b.bin");
    assert.deepEqual(await audit(page), []);
    await show("a.py");
    const panel = await page.$eval("[role=tabpanel]:has(.editor)", (panel) => [
      document.getElementById(panel.getAttribute("aria-labelledby")).textContent,
      panel.querySelector(".cm-content").getAttribute("aria-label"),
    ]);
    assert.deepEqual(panel, ["a.py", "a.py"]);
    await page.click("#file-menu-button");
    await isOpen("#file-menu");
    assert.deepEqual(await audit(page), []);
  });
});

describe("names", () => {
  test("what cannot be a name is said where it is typed", async () => {
    await drop([["taken.py", ""]]);
    await hasTabs("main.py", "taken.py");
    for (const [name, reason] of [
      [" ", "A file needs a name."],
      ["main.py", "main.py is the program itself."],
      ["taken.py", "There is a file of this name already."],
      ["taken.py/x", "A file and a folder cannot have the same name."],
      ["../x", "Write folders as folder/name, without “.”, “..” or a “/” at either end."],
      ["a\\b", "A name cannot have control characters or a backslash in it."],
      ["é".repeat(128), "The name is too long: 255 bytes are the most."],
    ]) {
      await make(name);
      await page.waitForFunction(
        (reason) => document.querySelector("#new-file-menu [role=alert]").textContent.trim() === reason,
        {},
        reason,
      );
      await page.keyboard.press("Escape");
    }
    assert.deepEqual(await tabs(), ["main.py", "taken.py"]);
    await rename("main.py");
    await page.waitForFunction(() =>
      document.querySelector("#file-menu [role=alert]").textContent.includes("program itself"),
    );
    await fill("folder/データ.py");
    await hasTabs("main.py", "folder/データ.py");
  });
});

describe("nothing is lost", () => {
  test("what was deleted comes back to its place", async () => {
    await drop([["a.py", "1"], ["b.py", "2"], ["c.py", "3"]]);
    await hasTabs("main.py", "a.py", "b.py", "c.py");
    for (const name of ["a.py", "b.py"]) {
      await show(name);
      await choose("#file-menu", "Delete");
    }
    await hasTabs("main.py", "c.py");
    const undo = () => page.click(".former button");
    await undo();
    await hasTabs("main.py", "b.py", "c.py");
    assert.equal(await text(), "2");
    await undo();
    await hasTabs("main.py", "a.py", "b.py", "c.py");
    await page.waitForFunction(() => document.querySelector(".former") === null);
  });

  test("what was written over comes back, and so does what was written over it", async () => {
    await drop([["a.txt", "old"]]);
    await isShown("a.txt");
    await drop([["a.txt", "new"]]);
    const says = (words) =>
      page.waitForFunction((words) => document.querySelector(".former").textContent.includes(words), {}, words);
    await says("a.txt was replaced.");
    assert.equal(await text(), "new");
    for (const expected of ["old", "new", "old"]) {
      await page.click(".former button");
      await page.waitForFunction(
        (expected) => document.querySelector(".cm-content").innerText === expected,
        {},
        expected,
      );
    }
    assert.deepEqual(await tabs(), ["main.py", "a.txt"]);
  });

  test("a program that is dropped takes the program's place as an edit", async () => {
    await setProgram(page, "before\n");
    await drop([["main.py", "after\n"]]);
    await page.waitForFunction(() => document.querySelector(".cm-content").innerText.includes("after"));
    assert.deepEqual(await tabs(), ["main.py"]);
    await page.focus(".cm-content");
    await press("Control", "z");
    assert.equal(await text(), "before\n");
  });

  test("Restore takes away what was added to an example, and Undo brings it back", async () => {
    await page.select("#program", "race");
    await drop([["a.py", "1"]]);
    await hasTabs("main.py", "a.py");
    const restore = await page.waitForSelector(".toolbar > button.quiet");
    await restore.click();
    await hasTabs("main.py");
    await page.waitForFunction(() => document.querySelector("option[value=race]").textContent.includes("race"));
    await page.click(".former button");
    await hasTabs("main.py", "a.py");
  });

  test("files are there after a reload, each program's own", async () => {
    await drop([["a.py", HELPERS], ["b.bin", BYTES]]);
    await hasTabs("main.py", "a.py", "b.bin");
    await page.select("#program", "race");
    await hasTabs("main.py");
    await page.reload();
    await hasTabs("main.py");
    await page.select("#program", "own");
    await hasTabs("main.py", "a.py", "b.bin");
    await show("a.py");
    assert.equal(await text(), HELPERS);
    await show("b.bin");
    assert.deepEqual([...(await downloaded("Download"))], BYTES);
  });

  test("an edit of the last moment is there after a reload", async () => {
    await drop([["a.txt", "1"]]);
    await isShown("a.txt");
    await isStored();
    await type("2");
    await page.reload();
    await hasTabs("main.py", "a.txt");
    await show("a.txt");
    assert.equal(await text(), "21");
  });

  test("a file that was deleted is not there after a reload", async () => {
    await drop([["a.txt", "1"]]);
    await isShown("a.txt");
    await isStored();
    await choose("#file-menu", "Delete");
    await hasTabs("main.py");
    await page.reload();
    await page.waitForSelector(".cm-content");
    await hasTabs("main.py");
  });
});

describe("bytes", () => {
  test("stay what they were, also those of text", async () => {
    await drop([["表.csv", TABLE], ["b.bin", BYTES]]);
    await isShown("b.bin");
    await page.waitForFunction(() => document.querySelector(".no-text p").textContent === "Binary, 6 bytes");
    assert.deepEqual([...(await downloaded("Download"))], BYTES);
    await show("表.csv");
    assert.equal((await downloaded("Download")).toString(), TABLE);
    await type("é");
    assert.equal((await downloaded("Download")).toString(), `é${TABLE}`);
    await press("Control", "z");
    assert.equal((await downloaded("Download")).toString(), TABLE);
  });

  test("of a name are text, whatever it contains", async () => {
    const name = '<img src=x onerror="pwned=1">&amp;{{.txt';
    await drop([[name, name]]);
    await hasTabs("main.py", name);
    await choose("#file-menu", "Delete");
    await page.waitForFunction((name) => document.querySelector(".former").textContent.includes(name), {}, name);
    assert.equal(await page.evaluate(() => globalThis.pwned), undefined);
  });

  test("of names that a system takes apart are put together", async () => {
    await drop([["データ.csv".normalize("NFD"), ""]]);
    await hasTabs("main.py", "データ.csv".normalize("NFC"));
  });

  test("of all files are in one archive", async () => {
    await setProgram(page, "print(1)\n");
    await drop([["folder.txt", "x"], ["b.bin", BYTES]]);
    await isShown("b.bin");
    const archive = await downloaded("Download all");
    assert.equal(archive.readUInt32LE(0), 0x04034b50);
    for (const part of ["main.py", "print(1)\n", "folder.txt", Buffer.from(BYTES)]) {
      assert.ok(archive.includes(part), String(part));
    }
  });
});

describe("limits", () => {
  const says = (words) =>
    page.waitForFunction(
      (words) => document.querySelector(".notice.error")?.textContent.includes(words),
      {},
      words,
    );

  test("of their number", async () => {
    await drop(Array.from({ length: 66 }, (_, number) => [`${number}.txt`, ""]));
    await says("64.txt: There are 64 files, which is the most.");
    assert.equal((await tabs()).length, 65);
  });

  test("of their size", async () => {
    const drops = (size, name) =>
      page.evaluate(
        (size, name) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([new Uint8Array(size).fill(255)], name));
          const event = { dataTransfer, bubbles: true, cancelable: true };
          document.querySelector(".cm-content").dispatchEvent(new DragEvent("drop", event));
        },
        size,
        name,
      );
    await drops(9 << 20, "a.bin");
    await says("a.bin: All files together may have 8 MiB at the most.");
    await drops(8 << 20, "b.bin");
    await hasTabs("main.py", "b.bin");
    await drops(1, "c.bin");
    await says("c.bin: All files together may have 8 MiB at the most.");
    assert.deepEqual(await tabs(), ["main.py", "b.bin"]);

    await page.click(".share");
    await page.waitForSelector("#share [role=alert]");
    assert.equal(await page.$("#share textarea"), null);
  });

  test("a long text is kept, but not edited", async () => {
    await page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(["x".repeat((1 << 20) + 1)], "long.txt"));
      const event = { dataTransfer, bubbles: true, cancelable: true };
      document.querySelector(".cm-content").dispatchEvent(new DragEvent("drop", event));
    });
    await page.waitForFunction(() => document.querySelector(".no-text p")?.textContent.includes("1,048,577 bytes"));
  });
});

describe("links", () => {
  async function share() {
    await page.click(".share");
    await page.waitForFunction(() => document.querySelector("#share-link")?.value);
    const fields = await page.$$eval("#share textarea", (fields) => fields.map(({ value }) => value));
    await page.keyboard.press("Escape");
    return fields;
  }

  test("a link has the files", async () => {
    await setProgram(page, "import helpers\n");
    await drop([["helpers.py", HELPERS], ["b.bin", BYTES]]);
    await isShown("b.bin");
    const [link, markup] = await share();
    assert.match(link, /#program=[\w-]+&files=[\w-]+$/);
    assert.ok(markup.includes(`<script type="text/plain" data-file="helpers.py">\n${HELPERS}</script>`), markup);
    assert.ok(markup.includes('data-file="b.bin" data-encoding="base64">AP_-Cg0K</script>'), markup);

    const other = await openPage(page.browserContext(), link);
    ({ page } = other);
    await hasTabs("main.py", "helpers.py", "b.bin");
    assert.equal(await text(), "import helpers\n");
    await show("helpers.py");
    assert.equal(await text(), HELPERS);
    assert.deepEqual(other.errors, []);
  });

  test("files can be written by hand", async () => {
    const fragment = new URLSearchParams({ code: "import a\n" });
    fragment.append("file", "a.py\nx = 1\n");
    fragment.append("file-base64", "b.bin\nAP8");
    ({ page } = await openPage(page.browserContext(), `${world.url}#${fragment}`));
    await hasTabs("main.py", "a.py", "b.bin");
    await show("a.py");
    assert.equal(await text(), "x = 1\n");
  });

  test("an example of several files has them, and a link to it needs no more than its name", async () => {
    await page.select("#program", "reports");
    await hasTabs("main.py", "stations.py", "celsius.csv");
    const [link] = await share();
    assert.equal(new URL(link).hash, "#example=reports");
    ({ page } = await openPage(page.browserContext(), link));
    await hasTabs("main.py", "stations.py", "celsius.csv");
  });

  test("a file that cannot be leaves everything as it was", async () => {
    const fragment = new URLSearchParams({ code: "1\n", file: "../a.py\nx" });
    ({ page } = await openPage(page.browserContext(), `${world.url}#${fragment}`));
    await page.waitForFunction(() => document.querySelector(".notice.error")?.textContent.includes("file=../a.py"));
    assert.equal(await page.$("option[value=linked]"), null);
  });

  test("the address keeps the files of a linked program, also those of the last moment", async () => {
    ({ page } = await openPage(page.browserContext(), `${world.url}#code=1`));
    await drop([["a.txt", "1"]]);
    await isShown("a.txt");
    await page.waitForFunction(() => location.hash.includes("files="));
    await type("2");
    await page.reload();
    await hasTabs("main.py", "a.txt");
    await show("a.txt");
    assert.equal(await text(), "21");
  });
});

describe("a run", () => {
  test("that was saved has the files, which are not to be changed", async () => {
    await setProgram(page, 'print("done")\n');
    await drop([["a.py", HELPERS], ["b.bin", BYTES]]);
    await isShown("b.bin");
    await page.click("#run");
    await page.waitForFunction(() => document.querySelector(".state").textContent === "Finished");
    const run = await saved(page, "Run");
    await page.select("#program", "race");
    await hasTabs("main.py");
    await page.evaluate((bytes) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([new Uint8Array(bytes)], "one.spawnpoint"));
      const field = document.querySelector("#open");
      field.files = dataTransfer.files;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }, [...run]);
    await hasTabs("main.py", "a.py", "b.bin");
    assert.equal(await page.$(".add-file"), null);
    await show("a.py");
    assert.equal(await text(), HELPERS);
    await drop([["c.py", ""]]);
    await page.focus(".file-tabs [aria-selected=true]");
    await page.keyboard.press("Delete");
    assert.deepEqual(await tabs(), ["main.py", "a.py", "b.bin"]);
    assert.equal((await downloaded("Download")).toString(), HELPERS);
  });

  test("names lines of files in tracebacks, and they lead there", async () => {
    const names = ["helpers.py", "other.py", "main.py"];
    const lines = names.map((name) => `print('  File "/home/user/${name}", line 2, in f')\n`);
    await setProgram(page, lines.join(""));
    await drop([["helpers.py", HELPERS], ["b.bin", BYTES]]);
    await isShown("b.bin");
    await page.click("#run");
    await page.waitForFunction(() => document.querySelector(".state").textContent === "Finished");
    await page.waitForSelector("a.source");
    const places = await page.$$eval("a.source", (links) => links.map(({ dataset }) => dataset.path));
    assert.deepEqual(places, ["helpers.py", "main.py"]);
    // From a file that is no text.
    await page.click("a.source");
    await isShown("helpers.py");
    await page.waitForFunction(() => document.querySelector(".cm-activeLine").textContent.includes("return 2 * x"));
    await page.waitForFunction(() => document.activeElement.matches(".cm-content"));
    await page.click("a.source:nth-of-type(1)[data-path='main.py']");
    await isShown("main.py");
    await page.waitForFunction(() => document.querySelector(".cm-activeLine").textContent.includes("other.py"));
  });
});
