// mrkdwn as Slack reads it, to nodes. What comes in is never trusted: only text nodes and the elements below come out.

import { at, dated } from "./dates.js";
import { h } from "./dom.js";
import { person, state } from "./store.js";

const OPEN = "\uE000";
const SHUT = "\uE001";
const SEALED = /\uE000(\d+)\uE001/;
const PIECES = /```\n?([\s\S]+?)\n?```|`([^`\n]+)`|<([^<>\n]+)>/g;
// A mark counts at the edge of a word, around something that does not begin or end with a space.
const SPAN = /(?<![\p{L}\p{N}*_~])([*_~])(?!\1|\s)((?:(?!\1)[^\n])*\S)\1(?![\p{L}\p{N}])/u;
const STYLES = { "*": "strong", _: "em", "~": "s" };

export const unescaped = (text) => text.replace(/&(amp|lt|gt);/g, (_, name) => ({ amp: "&", lt: "<", gt: ">" })[name]);

// A text object: mrkdwn is read, plain text is shown.
export function text(object) {
  return object.type === "mrkdwn" ? mrkdwn(object.text) : [unescaped(object.text)];
}

export function mrkdwn(text) {
  const sealed = [];
  const seal = (node) => `${OPEN}${sealed.push(node) - 1}${SHUT}`;
  const marked = text.replaceAll(OPEN, "\uFFFD").replaceAll(SHUT, "\uFFFD")
    .replace(PIECES, (_, block, code, tag) => {
      if (block !== undefined) return seal(h("pre", {}, unescaped(block)));
      if (code !== undefined) return seal(h("code", {}, unescaped(code)));
      return seal(tagged(tag));
    });
  return paragraphs(marked).flatMap(({ quoted, lines }) => {
    const inside = lines.flatMap((line, at) => [...(at ? [h("br")] : []), ...spans(line, sealed)]);
    return quoted ? [h("blockquote", {}, inside)] : inside;
  });
}

// Runs of quoted lines, and runs of others; a break between two of the same kind stays one.
function paragraphs(text) {
  const found = [];
  for (const line of text.split("\n")) {
    const quoted = line.startsWith("&gt;");
    const bare = quoted ? line.replace(/^&gt; ?/, "") : line;
    const last = found.at(-1);
    if (last && last.quoted === quoted) last.lines.push(bare);
    else found.push({ quoted, lines: [bare] });
  }
  return found;
}

function spans(text, sealed) {
  const found = SPAN.exec(text);
  if (!found) return plain(text, sealed);
  const [whole, mark, inside] = found;
  return [
    ...plain(text.slice(0, found.index), sealed),
    h(STYLES[mark], {}, spans(inside, sealed)),
    ...spans(text.slice(found.index + whole.length), sealed),
  ];
}

function plain(text, sealed) {
  const found = SEALED.exec(text);
  if (!found) return text ? [unescaped(text)] : [];
  return [
    ...plain(text.slice(0, found.index), []),
    sealed[Number(found[1])],
    ...plain(text.slice(found.index + found[0].length), sealed),
  ].filter((one) => one !== undefined && one !== "");
}

// What stands between < and >: mentions, dates, links.
function tagged(tag) {
  const bar = tag.indexOf("|");
  const [what, label] = bar < 0 ? [tag, ""] : [tag.slice(0, bar), unescaped(tag.slice(bar + 1))];
  if (what.startsWith("@")) return mention(`@${person(what.slice(1)).name}`);
  if (what.startsWith("#")) return mention(`#${label || (state.channels.get(what.slice(1))?.name ?? what.slice(1))}`);
  if (what.startsWith("!date^")) return date(what, label);
  if (what.startsWith("!")) return mention(`@${label || what.slice(1).split("^").at(-1)}`);
  return link(unescaped(what), label || unescaped(what.replace(/^mailto:/, "")));
}

export const mention = (text) => h("span", { class: "mention" }, text);

function date(what, fallback) {
  const [, seconds, shape, url] = what.split("^");
  const when = at(seconds);
  const datetime = Number.isNaN(when.getTime()) ? null : when.toISOString();
  const shown = h("time", { datetime, title: fallback }, dated(seconds, unescaped(shape ?? ""), fallback));
  return url ? link(unescaped(url), shown) : shown;
}

// Only where a reader may be led; anything else stays words.
export const leads = (url) => /^(https?:\/\/|mailto:)/i.test(url);

export function link(url, shown) {
  if (!leads(url)) return h("span", {}, shown);
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, shown);
}

// The same as words alone, for those who listen.
export function spoken(text) {
  return h("p", {}, mrkdwn(text)).textContent;
}
