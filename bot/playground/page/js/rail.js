// The channels, and the people to be.

import { $, h } from "./dom.js";
import { remember, state } from "./store.js";

export function showRooms(open) {
  const inRow = (one, other) => Boolean(one.dm) - Boolean(other.dm) || one.name.localeCompare(other.name);
  const rooms = [...state.channels.values()].sort(inRow);
  $("rooms").replaceChildren(...rooms.map((room) => {
    const unread = state.unread.get(room.id) ?? 0;
    const name = room.dm ? "dns" : room.name;
    return h("li", {}, h("button", {
      type: "button",
      "aria-current": room.id === state.place ? "page" : null,
      class: unread ? "unread" : "",
      data: { room: room.id },
      onclick: () => open(room.id),
    },
    h("span", { class: "sign", "aria-hidden": "true" }, room.dm ? "@" : "#"), name,
    room.dm ? h("small", {}, "app") : null,
    unread ? h("span", { class: "count", "aria-label": `${unread} new` }, String(unread)) : null));
  }));
}

export function showPeople(become) {
  const people = $("people");
  for (const one of state.about.people) {
    const own = { type: "radio", name: "me", value: one.id, checked: one.id === state.me };
    people.append(h("label", {}, h("input", { ...own, onchange: () => { remember("me", one.id); become(one.id); } }),
      h("span", { class: `avatar u-${one.id}`, "aria-hidden": "true" }, one.name.slice(0, 1)),
      h("span", { class: "name" }, one.name, h("small", {}, one.part))));
  }
}
