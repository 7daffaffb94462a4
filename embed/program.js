// The program that a page has in a `<spawn-point>`, the files beside it, and the examples of the playground.

/** The parts of a program whose markup HTML leaves alone. */
const RAW = "script[type^='text/'], template, textarea";

/** A file beside the program. */
const FILE = "[data-file]";

const textOf = (element) => element.value ?? element.content?.textContent ?? element.textContent;

/** The program inside an element, without the indentation that it has only as part of the page. */
export function programIn(element) {
  const program = element.cloneNode(true);
  for (const file of program.querySelectorAll(FILE)) {
    file.remove();
  }
  return outdented(textOf(program.querySelector(RAW) ?? program));
}

/** The files inside an element by their paths: text, outdented as the program is, or bytes in base64. */
export function filesIn(element) {
  const files = {};
  for (const file of element.querySelectorAll(FILE)) {
    const { file: path, encoding } = file.dataset;
    files[path] = encoding === "base64" ? bytesOf(textOf(file)) : outdented(textOf(file));
  }
  return files;
}

function bytesOf(base64) {
  // Either alphabet, with or without padding.
  const standard = base64.trim().replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(standard), (letter) => letter.charCodeAt(0));
}

/** Files as the fragment of a link has them: pairs of a name and a value. */
export function filePairs(files) {
  return Object.entries(files).map(([path, content]) => {
    if (typeof content === "string") {
      return ["file", `${path}\n${content}`];
    }
    const letters = Array.from(new Uint8Array(content), (byte) => String.fromCharCode(byte));
    const base64 = btoa(letters.join("")).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
    return ["file-base64", `${path}\n${base64}`];
  });
}

/** A text without blank lines around it and without the indentation that all its lines share. */
export function outdented(text) {
  const lines = text.replace(/\r\n?/g, "\n").replace(/^(?:[^\S\n]*\n)+/, "").trimEnd().split("\n");
  const depths = lines.filter((line) => /\S/.test(line)).map((line) => line.search(/\S/));
  const shared = Math.min(...depths);
  return depths.length === 0 ? "" : `${lines.map((line) => line.slice(shared)).join("\n")}\n`;
}

let loading;

/** An example, `{ code, files }`, or null. All are in one script, which is loaded when the first is asked for. */
export async function example(id, site) {
  // A script rather than a fetch: it needs no permission of the playground's server.
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL("examples.js", site);
    script.onload = () => resolve(globalThis.spawnpointExamples);
    script.onerror = () => reject(new Error(`${script.src} could not be loaded`));
    document.head.append(script);
  });
  loading.catch(() => {
    loading = undefined;
  });
  const examples = await loading;
  return Object.hasOwn(examples, id) ? examples[id] : null;
}
