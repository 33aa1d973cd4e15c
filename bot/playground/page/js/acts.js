// What a person does, told to the playground; what went wrong is said in a corner.

import { $, h } from "./dom.js";
import { state } from "./store.js";

export async function act(name, asked = {}) {
  try {
    const answer = await fetch(`/play/${name}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ as: state.me, ...asked }),
    });
    const told = await answer.json();
    if (!told.ok) toast(told.error ?? "That did not work.");
    return told;
  } catch {
    toast("The playground does not answer; is it still running?");
    return { ok: false };
  }
}

export function toast(text) {
  const shown = h("p", { class: "toast" }, text);
  $("toasts").append(shown);
  setTimeout(() => shown.remove(), 6000);
}

// What screen readers are told: new messages and edited ones, by their top-level text.
export function announce(text) {
  const said = h("p", {}, text);
  $("announcer").append(said);
  setTimeout(() => said.remove(), 4000);
}
