// The open conversation: messages in their order, replies under their parent, each changed in its place.

import { act, announce } from "./acts.js";
import { draw } from "./blocks.js";
import { at, clock, dayOf, full } from "./dates.js";
import { $, h, icon, ICONS, refill } from "./dom.js";
import { typedIn } from "./elements.js";
import { mrkdwn, spoken } from "./mrkdwn.js";
import { byTime, messagesOf, person, state } from "./store.js";

const NEAR = 120; // pixels from the end that still count as being there
const MOST_HEARD = 400; // characters of a message that are read out

export function showAll() {
  const messages = messagesOf(state.place);
  const here = new Map(messages.map((message) => [message.ts, message]));
  const top = messages.filter((message) => !here.has(message.thread_ts) || message.thread_ts === message.ts);
  let day = "";
  const shown = top.flatMap((message, at) => {
    const today = dayOf(message.ts);
    const line = today === day ? [] : [h("p", { class: "day" }, h("span", {}, today))];
    day = today;
    return [...line, article(message, !line.length && follows(top[at - 1], message))];
  });
  $("log").replaceChildren(...shown);
  toEnd();
}

// The same person within five minutes needs no second heading; each message of the bot stands by itself.
function follows(before, message) {
  const close = before && Number(message.ts) - Number(before.ts) < 300;
  return Boolean(close && before.user === message.user && !person(message.user).bot && !repliesTo(before).length);
}

export function showNews(things) {
  const here = things.filter((thing) => !thing.gone && thing.channel === state.place);
  const atEnd = nearEnd();
  for (const message of here) {
    const standing = find(message.ts);
    if (standing && message.versions > 1) changed(standing, message);
    else if (!standing) showAnother(message);
    tell(message, Boolean(standing));
  }
  for (const thing of things.filter((one) => one.gone)) find(thing.key.split("/")[1])?.remove();
  if (!here.length) return;
  if (atEnd || here.some((message) => message.user === state.me)) toEnd();
  else $("newer").hidden = false;
}

function showAnother(message) {
  const parent = message.thread_ts && message.thread_ts !== message.ts ? find(message.thread_ts) : null;
  if (parent) {
    changed(parent, state.messages.get(message.thread_ts), false);
    return;
  }
  const last = messagesOf(state.place).filter((one) => byTime(one, message) < 0 && !one.thread_ts).at(-1);
  const today = dayOf(message.ts);
  if (!last || dayOf(last.ts) !== today) $("log").append(h("p", { class: "day" }, h("span", {}, today)));
  $("log").append(article(message, last ? follows(last, message) && dayOf(last.ts) === today : false));
}

const find = (ts) => $(`m-${ts}`);

function changed(standing, message, mark = true) {
  const hidden = standing.classList.contains("follows");
  refill(standing, ...contents(message, typedIn(standing)));
  standing.className = `message${hidden ? " follows" : ""}${message.to ? " private" : ""}`;
  if (!mark) return;
  void standing.offsetWidth; // lets the animation begin again
  standing.classList.add("changed");
}

function tell(message, again) {
  if (message.user === state.me) return;
  const how = `${message.to ? ", only visible to you" : ""}${again ? ", changed" : ""}`;
  announce(`${person(message.user).name}${how}: ${spoken(message.text).slice(0, MOST_HEARD)}`);
}

function article(message, followsOn) {
  return h("article", {
    id: `m-${message.ts}`,
    class: `message${followsOn ? " follows" : ""}${message.to ? " private" : ""}`,
    tabindex: "-1",
    "aria-label": `${person(message.user).name}, ${clock(message.ts)}`,
  }, contents(message, {}));
}

function contents(message, typed) {
  const who = person(message.user);
  return [
    h("div", { class: `avatar ${who.bot ? "bot" : ""} u-${who.id}`, "aria-hidden": "true" }, who.name.slice(0, 1)),
    h("div", { class: "says" },
      message.to ? h("p", { class: "only" }, icon(ICONS.eye), "Only visible to you") : null,
      h("p", { class: "by" }, h("b", {}, who.name), who.bot ? h("span", { class: "app" }, "APP") : null,
        h("time", { datetime: at(message.ts).toISOString(), title: full(message.ts) }, clock(message.ts)),
        message.to || message.thread_ts ? null : reply(message)),
      ...body(message, typed),
      message.files.map(file),
      thread(message)),
  ];
}

function body(message, typed) {
  const edited = message.edited ? h("small", { class: "edited" }, " (edited)") : null;
  if (!message.blocks.length) return [h("div", { class: "block prose" }, mrkdwn(message.text), edited)];
  const place = `message/${message.ts}`;
  const press = (block_id, action_id, chosen) => {
    const root = find(message.ts);
    return act("press", { place, block_id, action_id, chosen, typed: root ? typedIn(root) : {} });
  };
  return [...draw(message.blocks, { place, typed, press }), edited];
}

function file(one) {
  const size = one.size < 1024 ? `${one.size} bytes` : `${(one.size / 1024).toFixed(1)} kB`;
  const href = `/files/${one.id}/${encodeURIComponent(one.name)}`;
  return h("a", { class: "file", href, download: one.name },
    icon(ICONS.file, 20),
    h("span", {}, h("b", {}, one.title), h("small", {}, `${one.name}, ${size}`)));
}

function repliesTo({ ts }) {
  return [...state.messages.values()].filter((one) => one.thread_ts === ts && one.ts !== ts).sort(byTime);
}

function thread(message) {
  const replies = repliesTo(message);
  if (!replies.length || (message.thread_ts && message.thread_ts !== message.ts)) return null;
  const count = `${replies.length} ${replies.length === 1 ? "reply" : "replies"}`;
  return h("section", { class: "thread", "aria-label": `Thread, ${count}` },
    h("p", { class: "count" }, count),
    replies.map((one) => article(one, false)));
}

function reply(message) {
  const press = () => document.dispatchEvent(new CustomEvent("reply", { detail: message.ts }));
  const own = { type: "button", class: "reply", "aria-label": "Reply in thread", data: { key: "reply" } };
  const label = h("span", { "aria-hidden": "true" }, "Reply in thread");
  return h("button", { ...own, onclick: press }, icon(ICONS.reply), label);
}

function nearEnd() {
  const box = $("scroll");
  return box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
}

export function toEnd() {
  $("newer").hidden = true;
  $("scroll").scrollTop = $("scroll").scrollHeight;
}

export function watchScrolling() {
  let staying = true;
  $("newer").addEventListener("click", toEnd);
  $("scroll").addEventListener("scroll", () => {
    staying = nearEnd();
    if (staying) $("newer").hidden = true;
  }, { passive: true });
  const sized = new ResizeObserver(() => { if (staying) toEnd(); });
  for (const id of ["log", "scroll"]) sized.observe($(id));
}
