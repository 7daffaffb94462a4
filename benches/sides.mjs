// Where programs run: here on the built site, with CPython, with Pyodide. Each prints its figure last. A program
// that fails, or complains, has none.

import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { launchBrowser, openPage, run, serveSite } from "../tests/e2e/support.mjs";

export const PYTHON = process.env.SPAWNPOINT_PYTHON;

/** The text of a program, with constants of its head set to other values. */
export async function program(name, constants = {}) {
  const path = fileURLToPath(new URL(`${name}.py`, import.meta.url));
  let code = await readFile(path, "utf8");
  for (const [constant, value] of Object.entries(constants)) {
    const line = new RegExp(`^${constant} = .*$`, "m");
    if (!line.test(code)) {
      throw new Error(`${name}.py has no ${constant}`);
    }
    code = code.replace(line, `${constant} = ${JSON.stringify(value)}`);
  }
  return code;
}

/** Hands a browser to `use`, and closes it afterwards. */
export async function withBrowser(use) {
  const browser = await launchBrowser();
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}

/** Hands a page on the built site to `use`. */
export async function withSite(use, options) {
  const site = await serveSite(options);
  try {
    return await withBrowser(async (browser) => {
      const { page } = await openPage(browser, site.url);
      // The longest runs take longer than a step of a test.
      page.setDefaultTimeout(600_000);
      return use(page);
    });
  } finally {
    await site.close();
  }
}

/** What a program prints last in a run on the page. */
export async function here(page, code) {
  const { status, stdout, stderr, exitcodes } = await run(page, { code });
  if (status !== "finished" || stderr !== "" || Object.values(exitcodes).some((code) => code !== 0)) {
    throw new Error(`here a program ended as "${status}"\n${stderr}`);
  }
  return last(stdout);
}

/** Makes a file of a program, and hands its path to `use`: processes started by `spawn` read it as well. */
export async function withFile(code, use) {
  const folder = await mkdtemp(join(tmpdir(), "spawnpoint-bench-"));
  try {
    const file = join(folder, "main.py");
    await writeFile(file, code);
    return await use(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What a program prints last with CPython. */
export function cpython(code) {
  return withFile(code, async (file) => {
    const { stdout, stderr } = await promisify(execFile)(PYTHON, [file]);
    if (stderr !== "") {
      throw new Error(`with CPython a program complains\n${stderr}`);
    }
    return last(stdout);
  });
}

function last(output) {
  return Number(output.trim().split("\n").at(-1));
}
