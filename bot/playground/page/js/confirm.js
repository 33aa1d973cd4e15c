// The question before a press.

import { $, h } from "./dom.js";
import { text } from "./mrkdwn.js";

// A button's confirm object: true where the person says yes.
export function ask(confirm) {
  return new Promise((resolve) => {
    const answer = (yes) => () => dialog.close(yes ? "yes" : "");
    const style = confirm.style ?? "primary";
    const dialog = h("dialog", { class: "ask", "aria-labelledby": "ask-title", "aria-describedby": "ask-text" },
      h("h2", { id: "ask-title" }, text(confirm.title)),
      h("div", { id: "ask-text", class: "prose" }, text(confirm.text)),
      h("footer", {},
        h("button", { type: "button", class: "kit", autofocus: true, onclick: answer(false) }, text(confirm.deny)),
        h("button", { type: "button", class: `kit ${style}`, onclick: answer(true) }, text(confirm.confirm))));
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    $("dialogs").append(dialog);
    dialog.showModal();
  });
}
