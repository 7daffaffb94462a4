// Light or dark: what the element says, or what the page around it is. Pages of documentation have switches of
// their own, each its own way; what they all change is the colour behind the element.

const SYSTEM_IS_DARK = matchMedia("(prefers-color-scheme: dark)");

/** How light a colour at most is that counts as dark, from 0 to 1. */
const DARK = 0.4;

/** The theme for an element: `light` or `dark`. */
export function themeOf(element) {
  const said = element.getAttribute("theme");
  if (said === "light" || said === "dark") {
    return said;
  }
  for (let around = element.parentElement; around; around = around.parentElement) {
    const style = getComputedStyle(around);
    const luminance = luminanceOf(style.backgroundColor);
    if (luminance !== undefined) {
      return luminance < DARK ? "dark" : "light";
    }
  }
  return canvasIsDark() ? "dark" : "light";
}

/** Whether the browser shows a page without a colour of its own dark, by what it has for one. */
function canvasIsDark() {
  const probe = document.createElement("span");
  probe.style.color = "Canvas";
  document.documentElement.append(probe);
  const luminance = luminanceOf(getComputedStyle(probe).color);
  probe.remove();
  return luminance < DARK;
}

let canvas;

/** How light a colour is, from 0 to 1, if it can be seen. */
function luminanceOf(colour) {
  // A canvas knows every form that a colour can have.
  canvas ??= new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
  return alpha < 128 ? undefined : (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
}

const listeners = new Set();
let looks = false;

/** Calls `listener` when the page may have become light or dark, until what is returned is called. */
export function onTheme(listener) {
  listeners.add(listener);
  if (!looks) {
    looks = true;
    const tell = () => {
      for (const one of listeners) {
        one();
      }
    };
    SYSTEM_IS_DARK.addEventListener("change", tell);
    const changes = new MutationObserver(tell);
    for (const root of [document.documentElement, document.body]) {
      changes.observe(root, { attributes: true });
      // Colours may fade into each other.
      root.addEventListener("transitionend", tell);
    }
  }
  return () => listeners.delete(listener);
}
