// What can be pressed, chosen or filled in.
//
// `of` says where it stands: { place: "message/TS" or "view/ID", press(block_id, action_id, chosen), inert, errors, typed }.
// typed: what stood in the fields before they were drawn anew, by "block_id action_id".

import { ask } from "./confirm.js";
import { h } from "./dom.js";
import { leads, unescaped } from "./mrkdwn.js";

export const keyOf = (block, element) => `${block.block_id} ${element.action_id}`;

const ELEMENTS = {
  button: (element, block, of) => {
    const own = { type: "button", class: `kit ${element.style ?? ""}`, "aria-label": element.accessibility_label ?? null };
    return h("button", { ...own, data: { key: keyOf(block, element) }, onclick: (event) => press(event.currentTarget, element, block, of) }, unescaped(element.text.text));
  },
  static_select: (element, block, of, own) => select(element, block, of, own, false),
  multi_static_select: (element, block, of, own) => select(element, block, of, own, true),
  radio_buttons: (element, block, of, own) => boxes("radio", element, block, of, own),
  checkboxes: (element, block, of, own) => boxes("checkbox", element, block, of, own),
  plain_text_input: (element, block, of, own) => {
    const held = of.typed?.[keyOf(block, element)] ?? element.initial_value ?? "";
    const bounds = { minlength: element.min_length ?? null, maxlength: element.max_length ?? 3000, autocomplete: "off", spellcheck: "false", autocapitalize: "none" };
    const given = { ...bounds, ...own, placeholder: element.placeholder ? unescaped(element.placeholder.text) : null, data: { key: keyOf(block, element), typed: "text" } };
    const field = element.multiline ? h("textarea", { ...given, rows: "4" }) : h("input", { ...given, type: "text" });
    field.value = held;
    if (element.focus_on_load) field.autofocus = true;
    return field;
  },
  number_input: (element, block, of, own) => {
    const field = h("input", { ...own, type: "number", min: element.min_value ?? null, max: element.max_value ?? null, data: { key: keyOf(block, element), typed: "text" } });
    field.value = of.typed?.[keyOf(block, element)] ?? element.initial_value ?? "";
    return field;
  },
};

export function control(element, block, of, own = {}) {
  return ELEMENTS[element.type]?.(element, block, of, own) ?? h("span", { class: "context" }, `The playground does not draw ${element.type}.`);
}

async function press(button, element, block, of) {
  if (of.inert || button.getAttribute("aria-busy") === "true") return;
  if (element.confirm && !(await ask(element.confirm))) return;
  if (leads(element.url ?? "")) window.open(element.url, "_blank", "noopener");
  button.setAttribute("aria-busy", "true");
  try {
    await of.press(block.block_id, element.action_id);
  } finally {
    button.removeAttribute("aria-busy");
  }
}

function select(element, block, of, own, several) {
  const initial = several ? (element.initial_options ?? []).map((one) => one.value) : element.initial_option?.value ?? "";
  const held = of.typed?.[keyOf(block, element)] ?? initial;
  const option = (one) => h("option", { value: one.value, selected: several ? held.includes(one.value) : one.value === held }, unescaped(one.text.text));
  const groups = (element.option_groups ?? []).map((group) => h("optgroup", { label: unescaped(group.label.text) }, group.options.map(option)));
  const empty = several ? null : h("option", { value: "", disabled: true, selected: !held }, element.placeholder ? unescaped(element.placeholder.text) : "Choose…");
  const label = own.id ? null : element.placeholder ? unescaped(element.placeholder.text) : "Choose";
  const given = { class: "kit", "aria-label": label, multiple: several, ...own, data: { key: keyOf(block, element), typed: several ? "several" : "one" } };
  return h("select", { ...given, onchange: (event) => chosen(event.currentTarget, element, block, of) }, empty, (element.options ?? []).map(option), groups);
}

function boxes(type, element, block, of, own) {
  const initial = type === "radio" ? [element.initial_option?.value] : (element.initial_options ?? []).map((one) => one.value);
  const held = [of.typed?.[keyOf(block, element)] ?? initial].flat();
  const name = `${of.place} ${keyOf(block, element)}`;
  const group = { role: type === "radio" ? "radiogroup" : "group", "aria-describedby": own["aria-describedby"] ?? null };
  return h("div", { class: "boxes", ...group, data: { key: keyOf(block, element), typed: type }, onchange: (event) => chosen(event.currentTarget, element, block, of) },
    element.options.map((one) => h("label", {},
      h("input", { type, name, value: one.value, checked: held.includes(one.value) }), unescaped(one.text.text),
      one.description ? h("small", {}, unescaped(one.description.text)) : null)));
}

// A choice outside an input block is sent at once, as Slack does; inside one it waits to be submitted.
async function chosen(field, element, block, of) {
  if (of.inert || (block.type === "input" && !block.dispatch_action)) return;
  const value = valueOf(field);
  if (element.confirm && !(await ask(element.confirm))) return;
  await of.press(block.block_id, element.action_id, value);
}

const READERS = {
  text: (field) => field.value,
  one: (field) => field.value || null,
  several: (field) => [...field.selectedOptions].map((one) => one.value),
  radio: (field) => field.querySelector("input:checked")?.value ?? null,
  checkbox: (field) => [...field.querySelectorAll("input:checked")].map((one) => one.value),
};

const valueOf = (field) => READERS[field.dataset.typed](field);

// Everything that stands in the fields within, by "block_id action_id".
export function typedIn(root) {
  const fields = [...root.querySelectorAll("[data-typed]")];
  return Object.fromEntries(fields.map((field) => [field.dataset.key, valueOf(field)]));
}
