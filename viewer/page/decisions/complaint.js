import { element } from "../shared/element.js";

/** A line that says what went wrong, with a way to try again where there is one. */
export function createComplaint() {
  const line = element("div", { role: "alert", class: "complaint" });
  const clear = () => line.replaceChildren();

  return {
    element: line,
    clear,
    isEmpty: () => line.childElementCount === 0,
    /** @param {string} words @param {() => void} [again] */
    tell(words, again) {
      line.replaceChildren(element("p", { class: "problem" }, words));
      if (again === undefined) return;
      const button = element("button", { type: "button" }, "Try again");
      button.addEventListener("click", again);
      line.append(button);
    },
  };
}
