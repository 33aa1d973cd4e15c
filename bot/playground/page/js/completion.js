// What may come next in `/dns …`, from the language's own usage table and from what stands in Route 53.

import { state } from "./store.js";

const MOST = 8;

// The offers for a text up to the caret: { from, offers: [{ put, shown, told, more }] }.
// from: where the word begins that an offer takes the place of. more: whether something comes after it.
export function complete(text) {
  const line = text.slice(text.lastIndexOf("\n") + 1);
  const start = text.length - line.length;
  const command = state.about.command;
  if (!start && line.startsWith("/") && !line.includes(" ")) return { from: 0, offers: commands(line) };
  const begins = start ? text.startsWith(`${command} `) : line.startsWith(`${command} `);
  if (!begins) return { from: 0, offers: [] };
  const said = start ? line : line.slice(command.length + 1);
  const at = text.length - said.length;
  return within(said.replace(/^ +/, ""), at + said.length - said.trimStart().length);
}

function commands(typed) {
  const known = [
    { put: state.about.command, told: "Read and change DNS records in Route 53", more: true },
    { put: "/invite @dns", told: "Let the bot into this channel", more: false },
  ];
  const begun = known.filter((one) => one.put.startsWith(typed) && one.put !== typed);
  return begun.map((one) => ({ ...one, shown: one.put }));
}

function within(said, at) {
  const verbs = state.about.verbs;
  const low = said.toLowerCase();
  const begun = (verb) => verb.words.startsWith(low) || (low && verb.also.some((word) => word.startsWith(low)));
  const offers = verbs.filter(begun).map((verb) => (
    { put: verb.words, shown: verb.line, told: gist(verb), more: verb.slots.length > 0 }));
  const verb = verbs.filter((one) => [one.words, ...one.also].some((word) => low.startsWith(`${word} `)))
    .sort((one, other) => other.words.length - one.words.length)[0];
  if (!verb) return { from: at, offers };
  const word = [verb.words, ...verb.also].find((one) => low.startsWith(`${one} `));
  const rest = said.slice(word.length + 1);
  const slots = slotOffers(verb, rest);
  const last = rest.slice(rest.lastIndexOf(" ") + 1);
  const from = at + said.length - last.length;
  if (offers.length && !rest) {
    const longer = offers.map((one) => ({ ...one, put: one.put.slice(word.length + 1) })).filter((one) => one.put);
    return { from, offers: [...longer, ...slots].slice(0, MOST) };
  }
  return { from, offers: slots };
}

function slotOffers(verb, rest) {
  const words = rest.split(/ +/);
  const last = words.at(-1);
  const done = words.slice(0, -1);
  const slot = verb.slots[Math.min(done.length, verb.slots.length - 1)];
  if (!slot || done.length > verb.slots.length) return [];
  const found = slot.split("|").flatMap((kind) => (SOURCES[kind] ?? (() => []))(done, verb));
  const more = done.length + 1 < verb.slots.length && ["add", "set"].includes(verb.words);
  const begun = found.filter((one) => one.put.toLowerCase().startsWith(last.toLowerCase()) && one.put !== last);
  const once = new Map(begun.reverse().map((one) => [one.put, { more, shown: one.put, ...one }]));
  return [...once.values()].reverse().slice(0, MOST);
}

// The first sentence of several; `help VERB` tells the rest.
const gist = (verb) => verb.sentence.split(/(?<=\.) /)[0];
const kind = (zone) => `${zone.private ? "private" : "public"} zone, ${zone.count} records`;
const zones = () => [...state.zones.values()].map((zone) => ({ put: zone.name, told: kind(zone) }));
const records = () => [...state.zones.values()].flatMap((zone) => zone.records.map((record) => ({ ...record, zone })));
// A name of the default zone in its short form, any other in full.
const short = (record) => (record.zone.name === state.about.default_zone ? record.label : record.name);

function standing(name) {
  const full = name === "@" ? state.about.default_zone : name.replace(/\.$/, "");
  return records().filter((record) => record.name === full || short(record) === name);
}

const SOURCES = {
  VERB: () => state.about.verbs.map((verb) => ({ put: verb.words, told: gist(verb) })),
  NAME: (done, verb) => {
    if (verb.words.startsWith("zone")) return verb.words === "zone create" ? [] : zones();
    const found = records().filter((record) => !["NS", "SOA"].includes(record.type));
    return found.map((record) => ({ put: short(record), told: `${record.type} ${record.values[0] ?? ""}` }));
  },
  ZONE: zones,
  ID: () => [],
  TYPE: (done, verb) => {
    const here = standing(done[0] ?? "").map((record) => ({ put: record.type, told: record.values.join(", ") }));
    const others = state.about.types.map((type) => ({ put: type, told: "" }));
    return verb.words === "delete" && here.length ? here : [...here, ...others];
  },
  VALUE: (done, verb) => {
    if (verb.words === "add") return [];
    const here = standing(done[0] ?? "").filter((record) => record.type === (done[1] ?? "").toUpperCase());
    return here.map((record) => ({ put: record.values.join(", "), told: "stands now" }));
  },
};
