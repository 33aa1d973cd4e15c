// Modals. The browser's own dialog keeps the keyboard inside, and gives it back when it closes.

import { act } from "./acts.js";
import { draw } from "./blocks.js";
import { $, h, refill } from "./dom.js";
import { typedIn } from "./elements.js";
import { text } from "./mrkdwn.js";
import { state } from "./store.js";

let shown = null; // { id, hash, dialog }

// Shows what modal the feed says is on top: opened, changed in place, or gone.
export function showModal() {
  const { view, errors } = state.modal;
  if (!view) return leave();
  if (shown && shown.id === view.id) return fill(shown, view, errors);
  leave();
  const dialog = h("dialog", { class: "modal", "aria-labelledby": "modal-title" });
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    act("close", { view: view.id });
  });
  shown = { id: view.id, dialog };
  $("dialogs").append(dialog);
  fill(shown, view, errors);
  dialog.showModal();
  firstField(dialog)?.focus();
}

function leave() {
  if (!shown) return;
  shown.dialog.close();
  shown.dialog.remove();
  shown = null;
}

function fill({ dialog }, view, errors) {
  const typed = typedIn(dialog);
  const place = `view/${view.id}`;
  const press = (block_id, action_id, chosen) =>
    act("press", { place, block_id, action_id, chosen, typed: typedIn(dialog) });
  const of = { place, errors, typed, press };
  const leaving = { type: "button", class: "kit", data: { key: "close" } };
  const sending = { type: "submit", class: "kit primary", data: { key: "submit" } };
  const close = () => act("close", { view: view.id });
  const form = h("form", { method: "dialog", novalidate: true, onsubmit: (event) => submit(event, dialog, view) },
    h("header", {}, h("h2", { id: "modal-title" }, text(view.title)),
      h("button", { type: "button", class: "quiet cross", "aria-label": "Close", onclick: close }, "×")),
    h("div", { class: "inside" }, draw(view.blocks, of)),
    h("footer", {},
      h("button", { ...leaving, onclick: close }, view.close ? text(view.close) : "Cancel"),
      view.submit ? h("button", sending, text(view.submit)) : null));
  const had = dialog.contains(document.activeElement);
  refill(dialog, form);
  const wrong = dialog.querySelector("[aria-invalid]");
  const lost = had && (document.activeElement === dialog || !dialog.contains(document.activeElement));
  if (wrong) wrong.focus();
  else if (lost || (dialog.open && !Object.keys(typed).length)) firstField(dialog)?.focus();
}

const firstField = (dialog) => dialog.querySelector("[data-typed]") ?? dialog.querySelector("footer button");

async function submit(event, dialog, view) {
  event.preventDefault();
  const empty = [...dialog.querySelectorAll("[required][data-typed]")].find((field) => !field.value);
  if (empty) {
    empty.setAttribute("aria-invalid", "true");
    complain(empty, "Please complete this required field.");
    return;
  }
  const button = dialog.querySelector("[type=submit]");
  button?.setAttribute("aria-busy", "true");
  await act("submit", { view: view.id, typed: typedIn(dialog) });
  button?.removeAttribute("aria-busy");
}

function complain(field, words) {
  const id = `${field.id}-error`;
  document.getElementById(id)?.remove();
  field.setAttribute("aria-describedby", id);
  field.after(h("p", { id, class: "error" }, words));
  field.focus();
}
