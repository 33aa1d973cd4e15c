// What can be pressed, chosen or filled in.
//
// `of` says where it stands: { place, press, inert, errors, typed }.
// place: "message/TS" or "view/ID". press(block_id, action_id, chosen): tells the playground.
// typed: what stood in the fields before they were drawn anew, by "block_id action_id".

import { ask } from "./confirm.js";
import { h } from "./dom.js";
import { leads, unescaped } from "./mrkdwn.js";

export const keyOf = (block, element) => `${block.block_id} ${element.action_id}`;

const shown = (object, otherwise = null) => (object ? unescaped(object.text) : otherwise);

const ELEMENTS = {
  button: (element, block, of) => h("button", {
    type: "button",
    class: `kit ${element.style ?? ""}`,
    "aria-label": element.accessibility_label,
    data: { key: keyOf(block, element) },
    onclick: (event) => press(event.currentTarget, element, block, of),
  }, shown(element.text)),
  static_select: (element, block, of, own) => select(element, block, of, own, false),
  multi_static_select: (element, block, of, own) => select(element, block, of, own, true),
  radio_buttons: (element, block, of, own) => boxes("radio", element, block, of, own),
  checkboxes: (element, block, of, own) => boxes("checkbox", element, block, of, own),
  plain_text_input: (element, block, of, own) => line(element, block, of, own, {
    type: element.multiline ? null : "text",
    rows: element.multiline ? "4" : null,
    minlength: element.min_length,
    maxlength: element.max_length ?? 3000,
    autocapitalize: "none",
    spellcheck: "false",
  }),
  number_input: (element, block, of, own) => line(element, block, of, own, {
    type: "number",
    min: element.min_value,
    max: element.max_value,
    step: element.is_decimal_allowed ? "any" : "1",
  }),
};

// own: what a label, a hint or an error around it asks for.
export function control(element, block, of, own = {}) {
  const draw = ELEMENTS[element.type];
  if (!draw) return h("span", { class: "context" }, `The playground does not draw ${element.type}.`);
  return draw(element, block, of, own);
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

function line(element, block, of, own, kind) {
  const field = h(element.multiline ? "textarea" : "input", {
    ...kind,
    ...own,
    placeholder: shown(element.placeholder),
    autocomplete: "off",
    autofocus: Boolean(element.focus_on_load),
    data: { key: keyOf(block, element), typed: "text" },
  });
  field.value = of.typed?.[keyOf(block, element)] ?? element.initial_value ?? "";
  return field;
}

function select(element, block, of, own, several) {
  const initial = several ? values(element.initial_options) : element.initial_option?.value ?? "";
  const held = [of.typed?.[keyOf(block, element)] ?? initial].flat();
  const option = (one) => h("option", { value: one.value, selected: held.includes(one.value) }, shown(one.text));
  const group = (one) => h("optgroup", { label: shown(one.label) }, one.options.map(option));
  const hint = shown(element.placeholder, "Choose…");
  const none = several ? null : h("option", { value: "", disabled: true, selected: !held[0] }, hint);
  return h("select", {
    class: "kit",
    "aria-label": own.id ? null : hint,
    multiple: several,
    ...own,
    data: { key: keyOf(block, element), typed: several ? "several" : "one" },
    onchange: (event) => chosen(event.currentTarget, element, block, of),
  }, none, (element.options ?? []).map(option), (element.option_groups ?? []).map(group));
}

function boxes(type, element, block, of, own) {
  const initial = type === "radio" ? element.initial_option?.value : values(element.initial_options);
  const held = [of.typed?.[keyOf(block, element)] ?? initial].flat();
  const name = `${of.place} ${keyOf(block, element)}`;
  const box = (one) => h("label", {},
    h("input", { type, name, value: one.value, checked: held.includes(one.value) }),
    shown(one.text),
    one.description ? h("small", {}, shown(one.description)) : null);
  return h("div", {
    class: "boxes",
    role: type === "radio" ? "radiogroup" : "group",
    "aria-describedby": own["aria-describedby"],
    data: { key: keyOf(block, element), typed: type },
    onchange: (event) => chosen(event.currentTarget, element, block, of),
  }, element.options.map(box));
}

const values = (options) => (options ?? []).map((one) => one.value);

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
