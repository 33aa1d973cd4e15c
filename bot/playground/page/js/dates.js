// Slack's date tokens, in the reader's own zone. Source: docs.slack.dev, Formatting message text.

const now = () => new Date();
const formatted = (date, options) => new Intl.DateTimeFormat(undefined, options).format(date);

function days(date) {
  const midnight = (one) => new Date(one.getFullYear(), one.getMonth(), one.getDate()).getTime();
  return Math.round((midnight(date) - midnight(now())) / 86_400_000);
}

function pretty(date, options) {
  return { 0: "today", "-1": "yesterday", 1: "tomorrow" }[days(date)] ?? formatted(date, options);
}

const UNITS = [["day", 86_400], ["hour", 3600], ["minute", 60], ["second", 1]];

function ago(date) {
  const seconds = (date.getTime() - now().getTime()) / 1000;
  const [unit, size] = UNITS.find(([, of]) => Math.abs(seconds) >= of) ?? UNITS.at(-1);
  return new Intl.RelativeTimeFormat(undefined, { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

const LONG = { weekday: "long", year: "numeric", month: "long", day: "numeric" };
const DAY = { year: "numeric", month: "long", day: "numeric" };
const SHORT = { year: "numeric", month: "short", day: "numeric" };

const TOKENS = {
  date_num: (date) => formatted(date, { year: "numeric", month: "2-digit", day: "2-digit" }),
  date: (date) => formatted(date, DAY),
  date_short: (date) => formatted(date, SHORT),
  date_long: (date) => formatted(date, LONG),
  date_pretty: (date) => pretty(date, DAY),
  date_short_pretty: (date) => pretty(date, SHORT),
  date_long_pretty: (date) => pretty(date, LONG),
  time: (date) => formatted(date, { hour: "numeric", minute: "2-digit" }),
  time_secs: (date) => formatted(date, { hour: "numeric", minute: "2-digit", second: "2-digit" }),
  ago,
};

// The fallback stands where a token is not known.
export function dated(seconds, shape, fallback) {
  const date = new Date(Number(seconds) * 1000);
  if (Number.isNaN(date.getTime())) return fallback;
  let known = true;
  const said = shape.replace(/\{(\w+)\}/g, (_, token) => {
    known &&= token in TOKENS;
    return TOKENS[token]?.(date) ?? "";
  });
  if (!known) return fallback;
  return shape.startsWith("{") ? said.charAt(0).toUpperCase() + said.slice(1) : said;
}

const CLOCK = { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false };

export const at = (ts) => new Date(Number(ts) * 1000);
export const clock = (ts) => TOKENS.time(at(ts));
export const full = (ts) => `${TOKENS.date_long(at(ts))}, ${TOKENS.time_secs(at(ts))}`;
export const second = (ts) => formatted(at(ts), CLOCK);
export const dayOf = (ts) => {
  const said = TOKENS.date_long_pretty(at(ts));
  return said.charAt(0).toUpperCase() + said.slice(1);
};
