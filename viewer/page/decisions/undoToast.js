import { element } from "../shared/element.js";

/** Long enough to see a slip of the hand. */
const FOR_MS = 10_000;

/** @typedef {ReturnType<typeof createUndoToast>} UndoToast */

/**
 * Tells for a while what was decided, with a way to take it back. It stays while the reader is at it.
 * @param {HTMLElement} place
 */
export function createUndoToast(place) {
  const said = element("p", { role: "status" });
  const complaint = element("p", { role: "alert", class: "problem" });
  const button = element("button", { type: "button", hidden: "" });
  place.replaceChildren(said, complaint, button);
  let timer = 0;
  /** @type {(() => void) | undefined} */
  let act;

  /** @param {{ words?: string, problem?: string, name?: string, onClick?: () => void }} what */
  function show({ words = "", problem = "", name = "", onClick }) {
    act = onClick;
    place.classList.add("is-shown");
    said.textContent = words;
    complaint.textContent = problem;
    button.textContent = name;
    button.hidden = onClick === undefined;
    hideLater();
  }

  function hideLater() {
    clearTimeout(timer);
    timer = window.setTimeout(hide, FOR_MS);
  }

  function hide() {
    if (place.matches(":hover, :focus-within")) return hideLater();
    act = undefined;
    place.classList.remove("is-shown");
    said.textContent = "";
    complaint.textContent = "";
    button.hidden = true;
  }

  function press() {
    const now = act;
    act = undefined;
    button.hidden = true;
    now?.();
  }

  button.addEventListener("click", press);
  return {
    /** @param {string} words */
    say: (words) => show({ words }),
    /** @param {string} words @param {() => void} undo */
    offer: (words, undo) => show({ words, name: "Undo", onClick: undo }),
    /** @param {string} problem @param {() => void} [again] */
    complain: (problem, again) => show({ problem, name: "Try again", onClick: again }),
    /** Takes back what is on offer. */
    press,
    /** Whether something is on offer. */
    hasOffer: () => act !== undefined,
  };
}
