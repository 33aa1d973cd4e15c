// Where people type: completion, history, replies.

import { act } from "./acts.js";
import { complete } from "./completion.js";
import { $, h } from "./dom.js";
import { toEnd } from "./messages.js";
import { person, recall, remember, state } from "./store.js";

const MOST_KEPT = 100;
const MOST_HEIGHT = 200;

let past = [];
let at = 0; // where in the past one is; past.length is now
let draft = "";
let offers = [];
let from = 0;
let chosen = -1;

const field = () => $("say");

export function begin() {
  past = JSON.parse(recall("past") || "[]");
  at = past.length;
  field().addEventListener("input", () => { at = past.length; offer(); grow(); });
  field().addEventListener("keydown", pressed);
  field().addEventListener("blur", () => setTimeout(hide, 150));
  field().addEventListener("click", offer);
  $("composer").addEventListener("submit", (event) => { event.preventDefault(); send(); });
  document.addEventListener("reply", (event) => replyTo(event.detail));
}

// Puts something into the field, for the person to send.
export function fill(text) {
  field().value = text;
  field().focus();
  field().setSelectionRange(text.length, text.length);
  grow();
  offer();
}

const KEYS = {
  Enter: (event) => {
    if (event.shiftKey || event.isComposing) return false;
    if (chosen >= 0) accept(chosen);
    else send();
    return true;
  },
  Tab: (event) => {
    if (event.shiftKey || !offers.length) return false;
    accept(Math.max(chosen, 0));
    return true;
  },
  ArrowDown: () => move(1) || history(1),
  ArrowUp: () => (chosen >= 0 && move(-1)) || history(-1),
  Escape: () => {
    if (offers.length) hide();
    else if (state.thread) replyTo("");
    else return false;
    return true;
  },
};

function pressed(event) {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (KEYS[event.key]?.(event)) event.preventDefault();
}

async function send() {
  const text = field().value.trim();
  if (!text) return;
  past = [...past.filter((one) => one !== text), text].slice(-MOST_KEPT);
  at = past.length;
  remember("past", JSON.stringify(past));
  field().value = "";
  grow();
  hide();
  const thread_ts = state.thread;
  replyTo("");
  toEnd();
  const told = await act("say", { channel: state.place, text, thread_ts });
  if (!told.ok && !field().value) fill(text);
}

// History, where the caret is on the first or last line and nothing else is being typed.
function history(step) {
  const box = field();
  const here = box.value.slice(0, box.selectionStart);
  const there = box.value.slice(box.selectionEnd);
  const browsing = at < past.length;
  if ((step < 0 ? here : there).includes("\n") || at + step < 0) return false;
  if (!browsing && (step > 0 || (here && there))) return false;
  if (!browsing) draft = box.value;
  at = Math.min(at + step, past.length);
  box.value = at === past.length ? draft : past[at];
  box.setSelectionRange(box.value.length, box.value.length);
  grow();
  hide();
  return true;
}

function offer() {
  const box = field();
  const upTo = box.selectionStart === box.selectionEnd && box.selectionStart === box.value.length ? box.value : "";
  ({ from, offers } = upTo ? complete(upTo) : { from: 0, offers: [] });
  chosen = -1;
  drawOffers();
}

function drawOffers() {
  const list = $("offers");
  list.hidden = !offers.length;
  list.replaceChildren(...offers.map((one, index) => h("div", {
    id: `offer-${index}`, role: "option", "aria-selected": String(index === chosen),
    onmousedown: (event) => { event.preventDefault(); accept(index); },
  }, h("span", { class: "put" }, one.shown), one.told ? h("span", { class: "told" }, one.told) : null)));
  if (chosen >= 0) field().setAttribute("aria-activedescendant", `offer-${chosen}`);
  else field().removeAttribute("aria-activedescendant");
  $(`offer-${chosen}`)?.scrollIntoView({ block: "nearest" });
}

function move(step) {
  if (!offers.length) return false;
  chosen = Math.min(chosen + step, offers.length - 1);
  drawOffers();
  return true;
}

function accept(index) {
  const one = offers[index];
  field().value = field().value.slice(0, from) + one.put + (one.more ? " " : "");
  field().setSelectionRange(field().value.length, field().value.length);
  field().focus();
  grow();
  offer();
}

function hide() {
  offers = [];
  chosen = -1;
  drawOffers();
}

function grow() {
  const box = field();
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight, MOST_HEIGHT)}px`;
}

function replyTo(ts) {
  state.thread = ts;
  const chip = $("thread-chip");
  chip.hidden = !ts;
  if (!ts) return;
  const who = person(state.messages.get(ts)?.user ?? "").name;
  const stop = () => { replyTo(""); field().focus(); };
  const cross = { type: "button", class: "quiet", "aria-label": "Do not reply in the thread", onclick: stop };
  chip.replaceChildren(h("span", {}, `Replying to ${who} in a thread`), h("button", cross, "×"));
  field().focus();
}
