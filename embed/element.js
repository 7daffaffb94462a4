// `<spawn-point>`: a program of a page that can be run there. Until the reader presses Run it is text with
// colours; then the playground takes its place, in a frame of its own origin.

import theme from "../static/theme.css";
import { colouredLines } from "./colours.js";
import style from "./element.css";
import { height, heightOfCode, MOST_CODE } from "./height.js";
import { example, filePairs, filesIn, outdented, programIn } from "./program.js";
import { tabs } from "./tabs.js";
import { language, text } from "./texts.js";
import { onTheme, themeOf } from "./theme.js";

/* global EXAMPLE_LINES, EXAMPLE_FILES, DOWNLOAD_MB: the build puts here how many lines each example has, which of them
   have files beside them, and how much a first run downloads. */

/** Attributes that mean the same in the address of the frame. */
const PASSED = ["mode", "start-method", "serial", "interval", "seed", "views", "read-only", "name"];

/** How long the frame may take to say that it is there. */
const PATIENCE_MS = 20_000;

/** What the program's own file is called. */
const MAIN = "main.py";

/** Above and below the frame, in CSS pixels. */
const BORDERS = 2;

const FRAME_STYLE = `all: initial !important; position: absolute !important; inset: 0 !important;
  width: 100% !important; height: 100% !important; border: 0 !important;`;
const HIDDEN_STYLE = "opacity: 0 !important; pointer-events: none !important;";

/** Where the playground is: beside this script. */
let site;

export function setSite(address) {
  site = new URL(".", address).href;
}

export class SpawnPoint extends HTMLElement {
  static observedAttributes = ["theme", "lang", "code", "example", "height", "views"];

  #code = "";
  #files = {};
  #frame;
  #isReady = false;
  #ready = Promise.withResolvers();
  #run;
  #giveUp;
  /** Whether the keyboard was here when the frame was made. */
  #hadFocus = false;
  #near;
  #theme;
  #noTheme;
  #styles = new CSSStyleSheet();
  /** With the run, in CSS pixels. */
  #height;
  /** Without a run, where the height follows what there is to show. */
  #compact;

  /** The program: what is in the editor, once there is one. */
  get code() {
    return this.#code;
  }

  set code(program) {
    this.#code = String(program);
    if (this.#frame) {
      this.#ready.promise.then(() => this.#send({ type: "program", code: this.#code }));
    } else if (this.shadowRoot) {
      this.#show();
    }
  }

  /** The files beside the program by their paths, each a string or a `Uint8Array`: those of the editor, once there is
   * one. */
  get files() {
    return { ...this.#files };
  }

  set files(files) {
    this.#files = { ...files };
    if (this.#frame) {
      this.#ready.promise.then(() => this.#send({ type: "files", files: this.#files }));
    } else if (this.shadowRoot) {
      this.#show();
    }
  }

  /** Kept once the playground is there, which it is after `load()` or `run()`. */
  get ready() {
    return this.#ready.promise;
  }

  /** Brings the playground. */
  load() {
    if (!this.#frame && this.isConnected) {
      this.#enter();
    }
    return this.#ready.promise;
  }

  /** Runs the program; resolves to how it ended. */
  run() {
    if (!this.#run) {
      this.#run = Promise.withResolvers();
      // Who listens to events only is not to be told of a rejection.
      this.#run.promise.catch(() => {});
      this.load().then(
        () => this.#send({ type: "run" }),
        (error) => this.#fail(error),
      );
    }
    return this.#run.promise;
  }

  /** Stops the run. */
  stop() {
    if (this.#isReady) {
      this.#send({ type: "stop" });
    }
  }

  connectedCallback() {
    addEventListener("message", this.#hear);
    this.#noTheme = onTheme(() => this.#follow());
    if (this.shadowRoot) {
      this.#follow();
      return;
    }
    this.attachShadow({ mode: "open" }).adoptedStyleSheets = [this.#styles];
    this.#read();
    if (document.readyState === "loading" && !this.#code) {
      // The parser has not come to the program yet.
      document.addEventListener("DOMContentLoaded", () => this.#read(), { once: true });
    }
    if (this.hasAttribute("autorun")) {
      this.#near = new IntersectionObserver(([{ isIntersecting }]) => {
        if (isIntersecting) {
          this.#near.disconnect();
          this.run();
        }
      });
      this.#near.observe(this);
    }
  }

  disconnectedCallback() {
    removeEventListener("message", this.#hear);
    this.#near?.disconnect();
    this.#noTheme();
    // A frame that is moved in a document begins anew, and one that is taken out has ended.
    if (this.#frame) {
      this.#leave(new Error("the element was taken out of the page"));
    }
  }

  attributeChangedCallback(name) {
    if (!this.shadowRoot) {
      return;
    }
    if (name === "theme") {
      this.#follow();
    } else if (!this.#frame) {
      this.#read();
    }
  }

  #hasAutoHeight() {
    return this.getAttribute("height") === "auto";
  }

  /** Is light or dark as it should be now. */
  #follow() {
    const theme = themeOf(this);
    if (theme !== this.#theme) {
      this.#theme = theme;
      this.#restyle();
      if (this.#isReady) {
        this.#send({ type: "theme", theme });
      }
    }
  }

  #restyle() {
    // Without a run, what is said below the code may need a line more, on a phone say.
    const height =
      this.#compact === undefined
        ? `:host { height: ${this.#height}px }`
        : `:host { min-height: ${this.#compact}px } pre { max-height: ${MOST_CODE}px }`;
    this.#styles.replaceSync(`${theme}${style}${height} :host { color-scheme: ${this.#theme} }`);
  }

  /** Takes the program from the page. */
  async #read() {
    const id = this.getAttribute("example");
    if (id === null) {
      this.#code = this.hasAttribute("code") ? outdented(this.getAttribute("code")) : programIn(this);
      this.#files = filesIn(this);
      this.#show();
      return;
    }
    this.#code = "";
    this.#files = {};
    this.#show();
    const found = await example(id, site).catch(() => undefined);
    if (this.getAttribute("example") !== id || this.#frame) {
      return;
    }
    this.#code = found?.code ?? "";
    this.#files = found?.files ?? {};
    this.#show();
    if (found === null) {
      this.#say("embed-no-example", { id });
    } else if (found === undefined) {
      this.#say("embed-failed", { address: site });
    }
  }

  #text(key, values) {
    return text(language(this), key, values);
  }

  /** Shows the program as text, with a button that runs it. */
  #show() {
    const id = this.getAttribute("example");
    const lines = EXAMPLE_LINES[id] ?? this.#code.split("\n").length - 1;
    const hasFiles = EXAMPLE_FILES.includes(id) || Object.keys(this.#files).length > 0;
    const given = Number.parseFloat(this.getAttribute("height"));
    this.#height = Number.isFinite(given) ? given : height(lines, hasFiles, this.getAttribute("views"));
    this.#compact = this.#hasAutoHeight() && !this.#frame ? heightOfCode(lines, hasFiles) : undefined;
    this.#theme = themeOf(this);
    this.#restyle();
    const run = button("run", this.#text("run"), () => this.run());
    run.prepend(triangle());
    const edit = button("edit", this.#text("embed-edit"), () => this.load());
    edit.hidden = this.hasAttribute("read-only");
    const open = element("a", "open");
    open.textContent = this.#text("embed-open");
    open.target = "_blank";
    open.rel = "noopener";
    open.href = `${site}#${this.#parameters()}`;
    const bar = element("div", "bar");
    bar.append(run, edit, open);
    const code = element("code");
    const listing = element("pre");
    listing.tabIndex = 0;
    listing.append(code);
    const texts = Object.entries(this.#files).filter(([, content]) => typeof content === "string");
    const show = (text, path) => code.replaceChildren(...colouredLines(text.trimEnd(), path));
    const strip = tabs(listing, [[MAIN, this.#code], ...texts], show, this.#text("files-label"));
    if (!strip) {
      listing.setAttribute("role", "group");
      listing.setAttribute("aria-label", this.#text("editor-label"));
    }
    const hint = element("p", "hint");
    hint.setAttribute("role", "status");
    hint.textContent = this.#text("embed-hint", { size: DOWNLOAD_MB });
    const preview = element("div", "preview");
    preview.lang = language(this);
    preview.append(bar, ...(strip ? [strip] : []), listing, hint);
    const slot = element("slot");
    slot.name = "frame";
    this.shadowRoot.replaceChildren(preview, slot);
  }

  #say(key, values) {
    const hint = this.shadowRoot.querySelector(".hint");
    hint.textContent = this.#text(key, values);
    hint.classList.toggle("error", key !== "embed-loading");
  }

  /** What the playground is asked for, as in the fragment of a link. */
  #parameters() {
    const parameters = new URLSearchParams({ code: this.#code });
    for (const name of PASSED) {
      if (this.hasAttribute(name)) {
        parameters.set(name, this.getAttribute(name));
      }
    }
    for (const [name, value] of filePairs(this.#files)) {
      parameters.append(name, value);
    }
    return parameters;
  }

  /** Brings the frame, behind what is there until it has something to show. */
  #enter() {
    const parameters = this.#parameters();
    parameters.set("lang", language(this));
    parameters.set("theme", this.#theme);
    if (this.#hasAutoHeight()) {
      // At once, while a browser still counts it as what the reader's press did.
      this.#compact = undefined;
      this.#restyle();
      parameters.set("auto-height", "");
    }
    // A child of the element, not of its shadow: only so do frames of one page find each other, and share
    // the interpreter. The page's own styles for frames are kept from it.
    const frame = element("iframe");
    frame.slot = "frame";
    frame.style.cssText = FRAME_STYLE + HIDDEN_STYLE;
    // The service worker sees no more of the address than this.
    const query = this.getAttribute("isolation") === "off" ? "?isolation=off" : "";
    frame.src = `${site}embed/${query}#${parameters}`;
    frame.title = this.#text("embed-title");
    frame.allow = "clipboard-write; cross-origin-isolated";
    this.#frame = frame;
    this.#giveUp = setTimeout(() => this.#fail(new Error(`${site} does not answer`)), PATIENCE_MS);
    this.append(frame);
    this.#hadFocus = this.shadowRoot.activeElement !== null;
    for (const control of this.shadowRoot.querySelectorAll("button")) {
      control.disabled = true;
    }
    this.#say("embed-loading");
  }

  /** Takes the frame out, and tells who waits for a run why there is none. */
  #leave(error) {
    clearTimeout(this.#giveUp);
    this.#frame.remove();
    this.#frame = undefined;
    this.#isReady = false;
    this.#ready = Promise.withResolvers();
    this.#endRun(error);
    this.#show();
  }

  #fail(error) {
    if (!this.#isReady && this.#frame) {
      const ready = this.#ready;
      ready.promise.catch(() => {});
      this.#leave(error);
      this.#say("embed-failed", { address: site });
      ready.reject(error);
    }
    this.#endRun(error);
    this.#emit("run-failed", { reason: error.message });
  }

  #endRun(error) {
    this.#run?.reject(error);
    this.#run = undefined;
  }

  #send(message) {
    this.#frame?.contentWindow?.postMessage({ to: "spawnpoint", ...message }, new URL(site).origin);
  }

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, detail }));
  }

  #hear = ({ source, data }) => {
    if (!this.#frame || source !== this.#frame.contentWindow || data?.from !== "spawnpoint") {
      return;
    }
    switch (data.type) {
      case "ready":
        this.#arrive();
        break;
      case "changed":
        this.#code = data.code;
        this.#emit("code-changed", { code: data.code });
        break;
      case "files":
        this.#files = data.files;
        this.#emit("files-changed", { files: this.files });
        break;
      case "height":
        // It never shrinks: what is below would move away from who reads it.
        this.#height = Math.max(this.#height, data.height + BORDERS);
        this.#restyle();
        break;
      case "started":
        this.#emit("run-started", {});
        break;
      case "finished": {
        const last = data.runs.at(-1) ?? { status: "stopped", stdout: "", stderr: "" };
        const result = { ...last, runs: data.runs };
        this.#run?.resolve(result);
        this.#run = undefined;
        this.#emit("run-finished", result);
        break;
      }
      case "failed":
        this.#fail(new Error(data.reason));
        break;
    }
  };

  #arrive() {
    clearTimeout(this.#giveUp);
    this.#isReady = true;
    // It may be another than when the frame was made.
    this.#send({ type: "theme", theme: this.#theme });
    const preview = this.shadowRoot.querySelector(".preview");
    this.#frame.style.cssText = FRAME_STYLE;
    preview?.remove();
    if (this.#hadFocus && [document.body, this].includes(document.activeElement)) {
      this.#frame.focus();
    }
    this.#ready.resolve();
    this.#emit("ready", {});
  }
}

function element(name, className = "") {
  const made = document.createElement(name);
  made.className = className;
  return made;
}

function button(className, label, onClick) {
  const made = element("button", className);
  made.type = "button";
  made.textContent = label;
  made.addEventListener("click", onClick);
  return made;
}

function triangle() {
  const namespace = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(namespace, "svg");
  picture.setAttribute("viewBox", "0 0 12 12");
  picture.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(namespace, "path");
  path.setAttribute("d", "M2 1l9 5-9 5z");
  picture.append(path);
  return picture;
}
