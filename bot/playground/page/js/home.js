// The bot's Home tab, and the tabs of its direct messages.

import { act } from "./acts.js";
import { draw } from "./blocks.js";
import { $, h, refill } from "./dom.js";
import { typedIn } from "./elements.js";
import { state } from "./store.js";

const TABS = { home: "Home", messages: "Messages" };

export function showTabs(open) {
  const direct = Boolean(state.channels.get(state.place)?.dm);
  $("tabs").hidden = !direct;
  $("tabs").replaceChildren(...(direct ? Object.entries(TABS) : []).map(([tab, name]) => h("button", {
    type: "button",
    role: "tab",
    id: `tab-${tab}`,
    "aria-selected": String(state.tab === tab),
    "aria-controls": tab === "home" ? "home" : "log",
    tabindex: state.tab === tab ? "0" : "-1",
    onclick: () => open(tab),
    onkeydown: (event) => turn(event, tab, open),
  }, name)));
}

function turn(event, tab, open) {
  if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
  const other = Object.keys(TABS).find((one) => one !== tab);
  open(other);
  $(`tab-${other}`).focus();
}

export function showHome() {
  const [view, root] = [state.home, $("home")];
  if (!view) {
    const told = "dns has not put anything on its Home tab. Its messages are next door.";
    refill(root, h("div", { class: "empty" }, h("h2", {}, "Nothing here yet"), h("p", {}, told)));
    return;
  }
  const place = `view/${view.id}`;
  const press = (block_id, action_id, chosen) =>
    act("press", { place, block_id, action_id, chosen, typed: typedIn(root) });
  refill(root, h("div", { class: "surface" }, draw(view.blocks, { place, typed: typedIn(root), press })));
}
