"""Blocks of every kind, and a way to draw them into an open page."""

from typing import Any, Final

HOSTILE: Final = "<img src=x onerror=alert(1)> &amp; <script>alert(2)</script>"

MARKED: Final = """\
*bold* _italic_ ~gone~ `code *not bold*` a*b*c
<@U0ADA> <#C0OPS> <!channel> <!date^1800000000^{date_num} {time}|then> <!date^1800000000^{nonsense}|then>
<https://example.com/?a=1&amp;b=2|a link> <javascript:alert(3)|no link>
&gt; quoted &lt;b&gt;
```
pre  <b>
```"""

# Draws blocks where the conversation is, and keeps what is pressed.
DRAW: Final = """async (blocks) => {
  const { draw } = await import("/js/blocks.js");
  const { typedIn } = await import("/js/elements.js");
  window.pressed = [];
  const root = document.createElement("div");
  root.id = "drawn";
  const named = blocks.map((block, at) => ({ block_id: `b${at}`, ...block }));
  const press = async (...what) => { window.pressed.push([...what, typedIn(root)]); };
  root.append(...draw(named, { place: "message/1", press }));
  document.querySelector("#log").replaceChildren(root);
}"""

# News, as the feed would bring them.
TAKE: Final = "async (things) => (await import('/js/store.js')).take(things, false)"


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def marked(text: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text}


def words(text: str, **more: Any) -> dict[str, Any]:
    return {"type": "text", "text": text, **more}


def part(kind: str, *elements: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": f"rich_text_{kind}", "elements": list(elements), **more}


def field(label: str, element: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "input", "label": plain(label), "element": element, **more}


def cells(*texts: str) -> list[dict[str, Any]]:
    return [{"type": "raw_text", "text": text} for text in texts]


OPTIONS: Final = [{"text": plain(word), "value": word.lower()} for word in ("One", "Two")]
CONFIRM: Final = {
    "title": plain("Sure?"),
    "text": marked("This is *final*."),
    "confirm": plain("Do it"),
    "deny": plain("No"),
}
FINAL: Final = {"type": "button", "action_id": "sure", "text": plain("Final"), "style": "danger", "confirm": CONFIRM}
PICK: Final = {"type": "static_select", "action_id": "pick", "placeholder": plain("Pick one"), "options": OPTIONS}
WORDS: Final = {"type": "plain_text_input", "action_id": "words", "multiline": True, "initial_value": "begun"}
WHICH: Final = {"type": "checkboxes", "action_id": "which", "options": OPTIONS, "initial_options": OPTIONS[:1]}

BLOCKS: Final[list[dict[str, Any]]] = [
    {"type": "header", "text": plain("A header")},
    {"type": "section", "text": marked(MARKED), "fields": [marked("*left*"), plain("right *plain*")]},
    {
        "type": "section",
        "text": plain(HOSTILE),
        "accessory": {"type": "button", "action_id": "aside", "text": plain("Aside")},
    },
    {"type": "divider"},
    {"type": "context", "elements": [marked("small _print_")]},
    {
        "type": "rich_text",
        "elements": [
            part("section", words("rich", style={"bold": True, "code": True}), {"type": "user", "user_id": "U0BEN"}),
            part("list", part("section", words("first")), style="ordered"),
            part("list", part("section", {"type": "link", "url": "https://example.com/", "text": "x"}), style="bullet"),
            part("quote", words(HOSTILE)),
            part("preformatted", words("as  it\n  is")),
        ],
    },
    {
        "type": "table",
        "column_settings": [{"align": "right"}],
        "rows": [cells("Name", "Value"), [*cells(HOSTILE), {"type": "raw_number", "value": 7}]],
    },
    {"type": "actions", "elements": [FINAL, PICK]},
    field("Words", WORDS, hint=plain("A hint")),
    field("Which", WHICH, optional=True),
    {"type": "novelty"},
]
