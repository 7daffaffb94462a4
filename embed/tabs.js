// Tabs over a program and the files beside it.

/**
 * Has `panel` show one of several texts: `show(text, path)` is called with each that is chosen, the first at once.
 * Returns the row of tabs, or nothing for one text.
 */
export function tabs(panel, texts, show, label) {
  const [[path, text]] = texts;
  show(text, path);
  if (texts.length === 1) {
    return undefined;
  }
  const row = document.createElement("div");
  row.className = "tabs";
  row.setAttribute("role", "tablist");
  row.setAttribute("aria-label", label);
  panel.id = "listing";
  panel.setAttribute("role", "tabpanel");
  const buttons = texts.map(([path], place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.id = `tab-${place}`;
    button.textContent = path;
    button.setAttribute("role", "tab");
    button.setAttribute("aria-controls", panel.id);
    button.addEventListener("click", () => choose(place));
    return button;
  });
  function choose(place) {
    for (const [other, button] of buttons.entries()) {
      button.setAttribute("aria-selected", String(other === place));
      button.tabIndex = other === place ? 0 : -1;
    }
    panel.setAttribute("aria-labelledby", buttons[place].id);
    const [path, text] = texts[place];
    show(text, path);
  }
  row.addEventListener("keydown", (event) => {
    const place = buttons.findIndex((button) => button.tabIndex === 0);
    const last = buttons.length - 1;
    const next = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: last }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      const within = (next + buttons.length) % buttons.length;
      choose(within);
      buttons[within].focus();
    }
  });
  choose(0);
  row.append(...buttons);
  return row;
}
