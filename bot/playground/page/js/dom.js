// Small words for making elements. Text is always text: nothing here, or anywhere, parses HTML.

export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") element.className = value;
    else if (name === "data") Object.assign(element.dataset, value);
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child || child === 0));
  return element;
}

export const $ = (id) => document.getElementById(id);

// Lets an element say something else, and keeps the keyboard where it was as far as that place still exists.
export function refill(element, ...children) {
  const held = element.contains(document.activeElement) ? document.activeElement : null;
  const path = held?.dataset.key;
  element.replaceChildren(...children.flat(Infinity).filter(Boolean));
  if (!held || held.isConnected) return;
  const again = path && [...element.querySelectorAll("[data-key]")].find((one) => one.dataset.key === path);
  (again ?? element).focus({ preventScroll: true });
}

const SVG = "http://www.w3.org/2000/svg";

export function icon(path, size = 14) {
  const svg = document.createElementNS(SVG, "svg");
  const line = document.createElementNS(SVG, "path");
  const set = (one, names) => Object.entries(names).forEach(([name, value]) => one.setAttribute(name, value));
  set(svg, { viewBox: "0 0 20 20", width: size, height: size, "aria-hidden": "true" });
  set(line, { d: path, fill: "none", stroke: "currentColor", "stroke-width": "1.8" });
  set(line, { "stroke-linecap": "round", "stroke-linejoin": "round" });
  svg.append(line);
  return svg;
}

export const ICONS = {
  eye: "M2.5 10S5.5 4.5 10 4.5 17.5 10 17.5 10 14.5 15.5 10 15.5 2.5 10 2.5 10Z"
    + "M10 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4Z",
  reply: "M8 5 3.5 9.5 8 14M4 9.5h8a4.5 4.5 0 0 1 4.5 4.5v1.5",
  file: "M5.5 2.5h6l3.5 3.5v11.5h-9.5ZM11.5 2.5v3.5H15",
  close: "M5 5l10 10M15 5 5 15",
};
