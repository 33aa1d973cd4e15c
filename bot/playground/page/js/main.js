// The page: what it knows comes from the feed, and each part draws its own.

import { act, toast } from "./acts.js";
import { begin } from "./composer.js";
import { showModal } from "./dialogs.js";
import { $ } from "./dom.js";
import { follow, sleepWhileHidden } from "./feed.js";
import { showHome, showTabs } from "./home.js";
import { showAll, showNews, watchScrolling } from "./messages.js";
import { showPeople, showRooms } from "./rail.js";
import { showCalls, showTrouble, showZones } from "./route53.js";
import { showStart } from "./start.js";
import { forget, listen, recall, remember, state } from "./store.js";

function open(place) {
  state.place = place;
  state.thread = "";
  state.tab = "messages";
  state.unread.delete(place);
  remember("place", place);
  showPlace();
  showAside(false);
}

function showPlace() {
  const room = state.channels.get(state.place);
  if (!room) return;
  const name = room.dm ? "dns" : `#${room.name}`;
  document.title = `${name} · slash-dns playground`;
  $("title").textContent = name;
  $("topic").textContent = room.topic;
  $("say").placeholder = `Message ${name}, or type ${state.about.command}`;
  showRooms(open);
  showStart();
  showAll();
  showTab();
}

function openTab(tab) {
  state.tab = tab;
  showTab();
  if (tab === "home") act("home");
}

function showTab() {
  const home = state.tab === "home";
  showTabs(openTab);
  for (const id of ["log", "start", "composer"]) $(id).hidden = home;
  $("home").hidden = !home;
  if (home) showHome();
}

// On a narrow page Route 53 takes the conversation's place; on a wide one it is always there.
function showAside(yes) {
  const turned = document.body.classList.contains("aside") !== yes;
  document.body.classList.toggle("aside", yes);
  $("side").setAttribute("aria-expanded", String(yes));
  if (turned) (yes ? $("back") : $("say")).focus({ preventScroll: true });
}

function become(me) {
  const direct = Boolean(state.channels.get(state.place)?.dm);
  state.me = me;
  forget();
  if (direct) state.place = `D${me.slice(1)}`;
  follow(lost);
}

let gone = false;
function lost(yes) {
  if (yes && !gone) toast("The playground has stopped, or restarts; the page waits for it.");
  if (!yes && gone) $("toasts").replaceChildren();
  gone = yes;
}

function countUnread(things) {
  for (const thing of things) {
    const here = thing.channel === state.place || thing.user === state.me;
    if (thing.kind !== "message" || thing.gone || thing.versions > 1 || here) continue;
    state.unread.set(thing.channel, (state.unread.get(thing.channel) ?? 0) + 1);
  }
}

listen((kinds, things, fresh) => {
  if (!state.channels.has(state.place)) state.place = [...state.channels.keys()][0];
  if (fresh) {
    showPlace();
  } else {
    countUnread(things);
    const messages = things.filter((thing) => thing.kind === "message");
    if (messages.length) showNews(messages);
    if (kinds.has("message") || kinds.has("channel")) showRooms(open);
    if (kinds.has("channel")) showStart();
  }
  if (kinds.has("modal") || fresh) showModal();
  if (kinds.has("home") && state.tab === "home") showHome();
  if (kinds.has("zone") || fresh) showZones(things, fresh);
  if (kinds.has("call") || fresh) showCalls();
  if (kinds.has("trouble")) showTrouble();
});

state.about = await (await fetch("/play/about")).json();
const people = state.about.people.map((one) => one.id);
state.me = people.includes(recall("me")) ? recall("me") : people[0];
state.place = recall("place");
$("kept").textContent = state.about.kept ? `Kept in ${state.about.kept}` : "Kept in memory";
$("side").addEventListener("click", () => showAside(true));
$("back").addEventListener("click", () => showAside(false));
document.addEventListener("keydown", (event) => {
  const aside = document.body.classList.contains("aside") && !document.querySelector("dialog[open]");
  if (event.key === "Escape" && aside) showAside(false);
});
showPeople(become);
begin();
watchScrolling();
follow(lost);
sleepWhileHidden(lost);
if (matchMedia("(hover: hover)").matches) $("say").focus();
