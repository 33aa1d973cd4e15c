// The gallery: every sample under its heading, drawn as the conversation draws it.

import { draw } from "./blocks.js";
import { $, h } from "./dom.js";
import { text } from "./mrkdwn.js";
import { state } from "./store.js";

const slug = (words) => words.toLowerCase().replace(/\W+/g, "-");

state.about = await (await fetch("/play/about")).json();
const { samples } = await (await fetch("/play/gallery")).json();

const groups = new Map();
for (const one of samples) groups.set(one.group, [...(groups.get(one.group) ?? []), one]);

function frame(sample, number) {
  const of = { place: `sample/${number}`, inert: true, press: () => {} };
  if (sample.view) return dialog(sample.view, of);
  const blocks = sample.message.blocks;
  return h("div", { class: "message" },
    h("div", { class: "avatar bot", "aria-hidden": "true" }, "d"),
    h("div", { class: "says" },
      h("p", { class: "by" }, h("b", {}, "dns"), h("span", { class: "app" }, "APP")),
      draw(blocks, of),
      h("details", { class: "heard" }, h("summary", {}, "As it is read out"), h("p", {}, sample.message.text))));
}

function dialog(view, of) {
  const home = view.type === "home";
  return h("div", { class: home ? "surface" : "frame" },
    home ? null : h("header", {}, h("h5", {}, text(view.title))),
    h("div", { class: "inside" }, draw(view.blocks, of)),
    home ? null : h("footer", {},
      h("button", { type: "button", class: "kit" }, view.close ? text(view.close) : "Cancel"),
      view.submit ? h("button", { type: "button", class: "kit primary" }, text(view.submit)) : null));
}

let number = 0;
function article(sample) {
  number += 1;
  return h("article", { class: "sample", data: { words: JSON.stringify(sample).toLowerCase() } },
    h("h3", {}, h("small", {}, sample.of), sample.title),
    frame(sample, number));
}

for (const [group, inside] of groups) {
  const id = slug(group);
  $("groups").append(h("a", { href: `#${id}` }, group, h("small", {}, String(inside.length))));
  $("samples").append(h("section", { id, "aria-labelledby": `of-${id}` },
    h("h2", { id: `of-${id}` }, group),
    h("div", { class: "grid" }, inside.map(article))));
}

function filter() {
  const word = $("filter").value.trim().toLowerCase();
  let shown = 0;
  for (const section of document.querySelectorAll("#samples > section")) {
    const kept = [...section.querySelectorAll(".sample")].filter((one) => {
      one.hidden = Boolean(word) && !one.dataset.words.includes(word);
      return !one.hidden;
    });
    section.hidden = !kept.length;
    shown += kept.length;
  }
  $("count").textContent = `${shown} of ${samples.length}`;
}

$("filter").addEventListener("input", filter);
filter();
