// Beside the channel: the zones and records as they stand, the calls as they happen, and what goes wrong.

import { act } from "./acts.js";
import { second } from "./dates.js";
import { $, h, refill } from "./dom.js";
import { state } from "./store.js";

const MOST_CALLS = 80;

const shown = new Map(); // a zone's key to its records as they were
const closed = new Set();

// The default zone first, the others by name.
function inRow(one, other) {
  const first = state.about.default_zone;
  return (other.name === first) - (one.name === first) || one.name.localeCompare(other.name);
}

export function showZones(things, fresh) {
  if (fresh) shown.clear();
  const told = new Set(fresh ? [] : things.map((thing) => thing.key));
  refill($("zones"), [...state.zones.values()].sort(inRow).map((zone) => details(zone, told.has(zone.key))));
}

// news: the zone changed just now, so that what is new in it is marked.
function details(zone, news) {
  const before = shown.get(zone.key);
  const now = new Set(zone.records.map((record) => JSON.stringify(record)));
  shown.set(zone.key, now);
  const isNew = (record) => news && before && !before.has(JSON.stringify(record));
  const turned = ({ currentTarget: one }) => (one.open ? closed.delete(zone.key) : closed.add(zone.key));
  const more = zone.count - zone.records.length;
  return h("details", { open: !closed.has(zone.key), ontoggle: turned, class: news && !before ? "new" : "" },
    h("summary", { data: { key: zone.key } },
      h("b", {}, zone.shown),
      h("span", { class: `tag ${zone.private ? "private" : ""}` }, zone.private ? "private" : "public"),
      h("small", {}, `${zone.count} records`)),
    table(zone, isNew),
    more ? h("p", { class: "hint" }, `${more} more are not shown here.`) : null);
}

function table(zone, isNew) {
  const heads = ["Name", "Type", "TTL", "Value"].map((word) => h("th", { scope: "col" }, word));
  const own = { class: "records", tabindex: "0", role: "region", "aria-label": `Records of ${zone.name}` };
  return h("div", { ...own, data: { key: `records ${zone.key}` } },
    h("table", {},
      h("thead", {}, h("tr", {}, heads)),
      h("tbody", {}, inOrder(zone.records).map((record) => row(record, isNew(record))))));
}

// Route 53's order, but what every zone has by itself comes last.
const OWN = ["NS", "SOA"];
const inherent = (record) => record.label === "@" && OWN.includes(record.type);
const inOrder = (records) => [...records].sort((one, other) => inherent(one) - inherent(other));

function row(record, isNew) {
  const alias = record.ttl === "alias";
  return h("tr", { class: `${isNew ? "new" : ""} ${inherent(record) ? "own" : ""}` },
    h("th", { scope: "row", title: record.name }, record.label),
    h("td", {}, record.type),
    h("td", { class: "number" }, alias ? "" : record.ttl),
    h("td", { class: "values" }, record.values.map((value) => h("div", {}, alias ? `alias ${value}` : value))));
}

export function showCalls() {
  const calls = [...state.calls.values()].sort((one, other) => other.at - one.at || (other.n ?? 0) - (one.n ?? 0));
  const none = h("li", { class: "none" }, "Nothing has asked Route 53 yet.");
  $("calls").replaceChildren(...(calls.length ? calls.slice(0, MOST_CALLS).map(call) : [none]));
}

function call(one) {
  const took = one.ms === undefined || one.outcome === "…" ? "" : `${one.ms < 10 ? one.ms : Math.round(one.ms)} ms`;
  return h("li", { class: `${one.ok ? "" : "bad"} ${one.changing ? "changing" : ""}` },
    h("time", {}, second(one.at)),
    h("div", {},
      h("b", {}, one.api === "Slack" ? `Slack refused ${one.operation}` : one.operation),
      one.what ? h("span", { class: "what" }, one.what) : null),
    h("div", { class: "outcome" }, one.outcome, took ? h("small", {}, took) : null));
}

export function showTrouble() {
  const { value, choices } = state.trouble;
  const [best] = choices;
  const now = choices.find((one) => one.value === value);
  const select = $("trouble");
  if (!select.options.length) {
    select.append(...choices.map((one) => h("option", { value: one.value }, one.label.toLowerCase())));
    select.addEventListener("change", () => act("trouble", { value: select.value }));
  }
  select.value = value;
  $("trouble-told").textContent = now.sentence;
  document.body.classList.toggle("troubled", now !== best);
  $("trouble-note").hidden = now === best;
  const mend = () => act("trouble", { value: best.value });
  $("trouble-note").replaceChildren(...(now === best ? [] : [
    h("span", {}, h("b", {}, `Route 53 is ${now.label.toLowerCase()}. `), now.sentence),
    h("button", { type: "button", class: "quiet", onclick: mend }, "Make it well again"),
  ]));
}
