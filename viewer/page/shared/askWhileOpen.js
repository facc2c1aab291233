import { element } from "./element.js";

const EVERY_MS = 3_000;

/**
 * A room of the page that asks for what it shows while it is open, and keeps what it has shown.
 * @template Answer
 * @param {HTMLElement} place
 * @param {string} standard path that is asked where none is given
 * @param {{ show: (answer: Answer) => void, tellNone?: () => void }} parts `tellNone`: this viewer has no such thing, and is not asked again
 */
export function askWhileOpen(place, standard, { show, tellNone }) {
  let path = standard;
  let isOpen = false;
  let hasShown = false;
  let timer = 0;

  async function refresh() {
    clearTimeout(timer);
    const asked = path;
    const answer = document.hidden && hasShown ? undefined : await fetch(path).catch(() => undefined);
    if (!isOpen || asked !== path) return;
    if (answer?.ok) {
      show(/** @type {Answer} */ (await answer.json()));
      hasShown = true;
    } else if (answer?.status === 401) location.assign("/login");
    else if (answer?.status === 404 && tellNone !== undefined) return tellNone();
    timer = window.setTimeout(refresh, EVERY_MS);
  }

  return {
    /** @param {boolean} shown whether the room is what the reader sees @param {string} [of] the path of what it is to tell */
    open(shown, of = standard) {
      if (shown === isOpen && (!shown || of === path)) return;
      isOpen = shown;
      if (shown && of !== path) {
        path = of;
        hasShown = false;
      }
      if (shown && !hasShown) place.replaceChildren(element("p", { class: "quiet" }, "Loading …"));
      if (shown) refresh();
      else clearTimeout(timer);
    },
  };
}
