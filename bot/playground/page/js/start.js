// What a newcomer can try: each line goes into the composer, to be sent by Enter.

import { fill } from "./composer.js";
import { $, h } from "./dom.js";
import { state } from "./store.js";

const STEPS = [
  ["Look", "list", "what stands in the zone"],
  ["Add", "add db1 CNAME db.example.net 300", "watch PENDING turn INSYNC"],
  ["Change", "set www A 192.0.2.9", "it shows the difference and asks"],
  ["Delete", "delete old", "it asks first, too"],
  ["Undo", "undo", "takes the last change back, and asks"],
  ["Slip", "ad db1 A 192.0.2.4", "it points at the word"],
];

const WELCOME = "This is a Slack channel of your own, with a Route 53 of your own beside it. Both live in this one "
  + "process: nothing real is touched.";
const ABSENT = "dns is not in this channel: changes asked for here are refused until it is let in with ";

export function showStart() {
  const room = state.channels.get(state.place);
  const command = state.about.command;
  if (!room) return;
  if (room.dm) {
    const told = `Commands work here as well as in a channel. ${command} help lists them.`;
    $("start").replaceChildren(h("h2", {}, "You and dns"), h("p", {}, told));
    return;
  }
  const step = ([verb, text, told]) => h("li", {}, h("b", {}, verb), offer(`${command} ${text}`), h("small", {}, told));
  const next = room.member
    ? h("ol", {}, STEPS.map(step))
    : h("p", { class: "absent" }, ABSENT, offer("/invite @dns"), ".");
  $("start").replaceChildren(h("h2", {}, `Welcome to #${room.name}`), h("p", {}, WELCOME), next);
}

function offer(text) {
  return h("button", { type: "button", class: "try", onclick: () => fill(text) }, h("code", {}, text));
}
