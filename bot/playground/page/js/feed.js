// News from the playground, as one person gets them. The browser connects again by itself after a restart.

import { state, take } from "./store.js";

let source = null;

export function follow(onLost) {
  source?.close();
  source = new EventSource(`/play/feed?as=${encodeURIComponent(state.me)}`);
  source.addEventListener("message", (event) => {
    const { fresh, things } = JSON.parse(event.data);
    onLost(false);
    take(things, fresh);
  });
  source.addEventListener("error", () => onLost(true));
}

// A browser keeps six connections to one place: pages that nobody looks at give theirs back.
export function sleepWhileHidden(onLost) {
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      source?.close();
      source = null;
    } else if (!source) {
      follow(onLost);
    }
  });
}
