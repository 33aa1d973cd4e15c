// Block Kit to elements: one row per block type.

import { h } from "./dom.js";
import { control } from "./elements.js";
import { text } from "./mrkdwn.js";
import { richText } from "./richtext.js";

// of: how presses and typed values reach the playground; see elements.js.
const BLOCKS = {
  section: (block, of) => [
    h("div", { class: block.accessory ? "beside" : "" },
      h("div", {},
        block.text ? h("div", { class: "prose" }, text(block.text)) : null,
        block.fields ? h("div", { class: "fields" }, block.fields.map((field) => h("div", {}, text(field)))) : null),
      block.accessory ? control(block.accessory, block, of) : null),
  ],
  header: (block) => [h("h3", { class: "header" }, text(block.text))],
  divider: () => [h("hr")],
  context: (block) => [h("div", { class: "context" }, block.elements.map(small))],
  actions: (block, of) => [h("div", { class: "actions" }, block.elements.map((one) => control(one, block, of)))],
  rich_text: (block) => richText(block),
  markdown: (block) => [h("div", { class: "prose" }, block.text)],
  image: (block) => [h("p", { class: "context" }, `[${block.alt_text}]`)],
  table: (block) => [table(block)],
  input: (block, of) => [input(block, of)],
};

export function draw(blocks, of) {
  const unknown = (block) => h("p", { class: "context" }, `The playground does not draw ${block.type} blocks.`);
  return blocks.map((block) => h("div", { class: `block ${block.type}` }, (BLOCKS[block.type] ?? unknown)(block, of)));
}

const small = (one) => h("span", {}, one.type === "image" ? `[${one.alt_text}]` : text(one));

function table(block) {
  const [head, ...rows] = block.rows;
  const side = (at) => {
    const { align = "left", is_wrapped: wraps = false } = block.column_settings?.[at] ?? {};
    return `align-${align}${wraps ? " wraps" : ""}`;
  };
  const cell = (tag, scope) => (one, at) => h(tag, { class: side(at), scope }, cellOf(one));
  const cells = (row, tag, scope) => h("tr", {}, row.map(cell(tag, scope)));
  return h("div", { class: "table", tabindex: "0", role: "region", "aria-label": "Table" },
    h("table", {}, h("thead", {}, cells(head, "th", "col")), h("tbody", {}, rows.map((row) => cells(row, "td")))));
}

function cellOf(cell) {
  if (cell.type === "rich_text") return richText(cell);
  return String(cell.text ?? cell.value ?? "");
}

// A labelled field of a modal, with what a refused submission says about it.
function input(block, of) {
  const id = `${of.place}-${block.block_id}`.replace(/\W/g, "-");
  const error = of.errors?.[block.block_id];
  const told = [error ? `${id}-error` : "", block.hint ? `${id}-hint` : ""].filter(Boolean).join(" ");
  const field = control(block.element, block, of, {
    id,
    "aria-describedby": told || null,
    "aria-invalid": error ? "true" : null,
    required: !block.optional,
  });
  const group = ["checkboxes", "radio_buttons"].includes(block.element.type);
  const label = [text(block.label), block.optional ? h("small", {}, " (optional)") : null];
  return h(group ? "fieldset" : "div", { class: `field${error ? " wrong" : ""}` },
    group ? h("legend", {}, label) : h("label", { for: id }, label),
    field,
    error ? h("p", { id: `${id}-error`, class: "error" }, error) : null,
    block.hint ? h("p", { id: `${id}-hint`, class: "hint" }, text(block.hint)) : null);
}
