// Rich text: sections, lists, preformatted lines, quotes, and what stands in them.

import { dated } from "./dates.js";
import { h } from "./dom.js";
import { link, mention } from "./mrkdwn.js";
import { person, state } from "./store.js";

const STYLES = { bold: "strong", italic: "em", strike: "s", underline: "u", code: "code" };

const codes = (joined) => joined.split("-").map((code) => parseInt(code, 16));

const SPANS = {
  text: (span) => span.text,
  link: (span) => link(span.url, span.text ?? span.url),
  user: (span) => mention(`@${person(span.user_id).name}`),
  usergroup: (span) => mention(`@${span.usergroup_id}`),
  channel: (span) => mention(`#${state.channels.get(span.channel_id)?.name ?? span.channel_id}`),
  broadcast: (span) => mention(`@${span.range}`),
  emoji: (span) => (span.unicode ? String.fromCodePoint(...codes(span.unicode)) : `:${span.name}:`),
  date: (span) => h("time", {}, dated(span.timestamp, span.format, span.fallback ?? "")),
  color: (span) => h("code", {}, span.value),
};

function span(one) {
  let shown = SPANS[one.type]?.(one) ?? "";
  for (const [name, tag] of Object.entries(STYLES)) if (one.style?.[name]) shown = h(tag, {}, shown);
  return shown;
}

// Line breaks in text are line breaks on the page; the style sheet keeps them.
const PARTS = {
  rich_text_section: (part) => h("p", { class: "rich" }, part.elements.map(span)),
  rich_text_preformatted: (part) => h("pre", { tabindex: "0" }, part.elements.map(span)),
  rich_text_quote: (part) => h("blockquote", {}, part.elements.map(span)),
  rich_text_list: (part) => {
    const own = { class: `rich indent-${Math.min(part.indent ?? 0, 8)}`, start: part.offset ? part.offset + 1 : null };
    const items = part.elements.map((item) => h("li", {}, item.elements.map(span)));
    return h(part.style === "ordered" ? "ol" : "ul", own, items);
  },
};

export function richText(block) {
  return block.elements.map((part) => PARTS[part.type]?.(part) ?? "");
}
