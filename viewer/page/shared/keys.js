import { byId, element } from "./element.js";

/** @typedef {{ keys: string[], what: string, act: () => void, isOn?: () => boolean, once?: boolean }} Shortcut `isOn`: whether there is anything that it could do; `once`: not again and again while the key is held */

/**
 * Keys for those who go through alerts all day; `?` shows them. Nothing happens while the reader types.
 * @param {Shortcut[]} shortcuts
 */
export function followKeys(shortcuts) {
  const help = /** @type {HTMLDialogElement} */ (byId("keys"));
  const all = [...shortcuts, { keys: ["?"], what: "These keys", act: showHelp }];
  const inUse = () => all.filter(({ isOn = () => true }) => isOn());

  function showHelp() {
    const terms = inUse().map(({ keys, what }) => [
      element("dt", {}, ...keys.map((key) => element("kbd", {}, key))),
      element("dd", {}, what),
    ]);
    const close = element("button", { type: "submit" }, "Close");
    help.replaceChildren(
      element("h2", { id: "keys-title" }, "Keys"),
      element("dl", {}, ...terms.flat()),
      element("form", { method: "dialog" }, close),
    );
    help.showModal();
  }

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open || isTyping(event.target)) return;
    const shortcut = inUse().find(({ keys }) => keys.includes(event.key));
    if (shortcut === undefined) return;
    event.preventDefault();
    if (event.repeat && shortcut.once) return;
    shortcut.act();
  });
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof HTMLElement && target.matches("input, select, textarea");
}
