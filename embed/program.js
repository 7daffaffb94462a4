// The program that a page has in a `<spawn-point>`, and the examples of the playground.

/** The parts of a program whose markup HTML leaves alone. */
const RAW = "script[type^='text/'], template, textarea";

/** The program inside an element, without the indentation that it has only as part of the page. */
export function programIn(element) {
  const raw = element.querySelector(RAW);
  const text = raw?.value ?? raw?.content?.textContent ?? (raw ?? element).textContent;
  return outdented(text);
}

/** A text without blank lines around it and without the indentation that all its lines share. */
export function outdented(text) {
  const lines = text.replace(/\r\n?/g, "\n").replace(/^(?:[^\S\n]*\n)+/, "").trimEnd().split("\n");
  const depths = lines.filter((line) => /\S/.test(line)).map((line) => line.search(/\S/));
  const shared = Math.min(...depths);
  return depths.length === 0 ? "" : `${lines.map((line) => line.slice(shared)).join("\n")}\n`;
}

let loading;

/** The source of an example, or null. All are in one script, which is loaded when the first is asked for. */
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
