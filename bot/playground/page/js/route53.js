// Beside the channel: the zones and records as they stand, the calls as they happen, and what goes wrong.

import { act } from "./acts.js";
import { second } from "./dates.js";
import { $, h, refill } from "./dom.js";
import { state } from "./store.js";

const shown = new Map(); // a zone's key to its rows as they were
const closed = new Set();

export function showZones(things, fresh) {
  if (fresh) shown.clear();
  const zones = [...state.zones.values()].sort((one, other) => one.name.localeCompare(other.name));
  const [main, ...rest] = [...zones].sort((one, other) => (other.name === state.about.default_zone) - (one.name === state.about.default_zone));
  const told = new Set(things.map((thing) => thing.key));
  refill($("zones"), [main, ...rest].filter(Boolean).map((zone) => details(zone, told.has(zone.key) && !fresh)));
}

function details(zone, news) {
  const before = shown.get(zone.key);
  const rows = new Map(zone.records.map((record) => [`${record.name} ${record.type} ${record.values.at(-1)}`, JSON.stringify(record)]));
  const old = new Set(before?.values());
  const isNew = (record) => news && before && !old.has(JSON.stringify(record));
  shown.set(zone.key, rows);
  const kind = h("span", { class: `tag ${zone.private ? "private" : ""}` }, zone.private ? "private" : "public");
  const own = { open: !closed.has(zone.key), ontoggle: (event) => (event.currentTarget.open ? closed.delete(zone.key) : closed.add(zone.key)) };
  return h("details", { ...own, class: news && !before ? "new" : "" },
    h("summary", { data: { key: zone.key } }, h("b", {}, zone.shown), kind, h("small", {}, `${zone.count} records`)),
    h("div", { class: "records", tabindex: "0", role: "region", "aria-label": `Records of ${zone.name}`, data: { key: `records ${zone.key}` } },
      h("table", {},
        h("thead", {}, h("tr", {}, ["Name", "Type", "TTL", "Value"].map((word) => h("th", { scope: "col" }, word)))),
        h("tbody", {}, inOrder(zone.records).map((record) => row(record, isNew(record)))))),
    zone.count > zone.records.length ? h("p", { class: "hint" }, `${zone.count - zone.records.length} more are not shown here.`) : null);
}

// Route 53's order, but what every zone has by itself comes last.
const OWN = ["NS", "SOA"];
const inherent = (record) => record.label === "@" && OWN.includes(record.type);
const inOrder = (records) => [...records].sort((one, other) => inherent(one) - inherent(other));

function row(record, isNew) {
  return h("tr", { class: `${isNew ? "new" : ""} ${inherent(record) ? "own" : ""}` },
    h("th", { scope: "row", title: record.name }, record.label),
    h("td", {}, record.type),
    h("td", { class: "number" }, record.ttl === "alias" ? "" : record.ttl),
    h("td", { class: "values" }, record.values.map((value) => h("div", {}, record.ttl === "alias" ? `alias ${value}` : value))));
}

export function showCalls() {
  const calls = [...state.calls.values()].sort((one, other) => other.at - one.at || (other.n ?? 0) - (one.n ?? 0));
  $("calls").replaceChildren(...(calls.length ? calls.slice(0, 80).map(call) : [h("li", { class: "none" }, "Nothing has asked Route 53 yet.")]));
}

function call(one) {
  const took = one.ms === undefined || one.outcome === "…" ? "" : `${one.ms < 10 ? one.ms : Math.round(one.ms)} ms`;
  return h("li", { class: `${one.ok ? "" : "bad"} ${one.changing ? "changing" : ""}` },
    h("time", {}, second(one.at)),
    h("div", {}, h("b", {}, one.api === "Slack" ? `Slack refused ${one.operation}` : one.operation), one.what ? h("span", { class: "what" }, one.what) : null),
    h("div", { class: "outcome" }, one.outcome, took ? h("small", {}, took) : null));
}

export function showTrouble() {
  const { value, choices } = state.trouble;
  const select = $("trouble");
  if (!select.options.length) {
    select.append(...choices.map((one) => h("option", { value: one.value }, one.label.toLowerCase())));
    select.addEventListener("change", () => act("trouble", { value: select.value }));
  }
  select.value = value;
  const told = choices.find((one) => one.value === value);
  $("trouble-told").textContent = told.sentence;
  const well = value === choices[0].value;
  document.body.classList.toggle("troubled", !well);
  $("trouble-note").hidden = well;
  const mend = h("button", { type: "button", class: "quiet", onclick: () => act("trouble", { value: choices[0].value }) }, "Make it well again");
  $("trouble-note").replaceChildren(...(well ? [] : [h("span", {}, h("b", {}, `Route 53 is ${told.label.toLowerCase()}. `), told.sentence), mend]));
}
