// What the page knows: what the feed told, and who one is, where.

export const state = {
  about: null,
  me: "",
  place: "", // the channel that is open
  tab: "messages", // of the direct messages: messages or home
  thread: "", // the message that is being replied to
  channels: new Map(),
  messages: new Map(),
  zones: new Map(),
  calls: new Map(),
  modal: { view: null, errors: {} },
  home: null,
  trouble: null,
  unread: new Map(),
};

const KINDS = {
  channel: (thing) => keep(state.channels, thing.id ?? thing.key.split("/")[1], thing),
  message: (thing) => keep(state.messages, thing.ts ?? thing.key.split("/")[1], thing),
  zone: (thing) => keep(state.zones, thing.key, thing),
  call: (thing) => keep(state.calls, thing.key, thing),
  modal: (thing) => { state.modal = thing; },
  home: (thing) => { state.home = thing.view; },
  trouble: (thing) => { state.trouble = thing; },
};

function keep(map, key, thing) {
  if (thing.gone) map.delete(key);
  else map.set(key, thing);
}

const listeners = [];

// listener(kinds, things, fresh): after each piece of news; fresh: it is everything there is.
export function listen(listener) {
  listeners.push(listener);
}

export function take(things, fresh) {
  if (fresh) forget();
  for (const thing of things) KINDS[thing.kind]?.(thing);
  const kinds = new Set(things.map((thing) => thing.kind));
  for (const listener of listeners) listener(kinds, things, fresh);
}

export function forget() {
  for (const map of [state.channels, state.messages, state.zones, state.calls]) map.clear();
  state.modal = { view: null, errors: {} };
  state.home = null;
}

export const byTime = (one, other) => one.ts.localeCompare(other.ts, "en", { numeric: true });

export function messagesOf(channel) {
  return [...state.messages.values()].filter((message) => message.channel === channel).sort(byTime);
}

export function person(id) {
  if (id === state.about?.bot.id) return { ...state.about.bot, bot: true };
  if (id === "USLACKBOT") return { id, name: "Slackbot", bot: true };
  return state.about?.people.find((one) => one.id === id) ?? { id, name: id };
}

export function remember(name, value) {
  try { sessionStorage.setItem(name, value); } catch { /* a browser that keeps nothing */ }
}

export function recall(name) {
  try { return sessionStorage.getItem(name) ?? ""; } catch { return ""; }
}
