const systemDark = matchMedia("(prefers-color-scheme: dark)");

function isDark() {
  const { theme } = document.documentElement.dataset;
  return theme === undefined ? systemDark.matches : theme === "dark";
}

/** The colour that a CSS variable has now, for what is drawn on a canvas. @param {string} name */
export function colour(name) {
  const probe = document.body.appendChild(document.createElement("i"));
  // Also where the reader's own colours are forced on text: drawings keep theirs.
  probe.style.setProperty("forced-color-adjust", "none");
  probe.style.color = `var(--${name})`;
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/**
 * Lets the button switch between light and dark; calls `redraw` when colours have changed.
 * @param {HTMLButtonElement} button
 * @param {() => void} redraw
 */
export function themeSwitch(button, redraw) {
  function show() {
    button.textContent = isDark() ? "Light" : "Dark";
    button.setAttribute("aria-label", `${button.textContent} colours`);
    redraw();
  }
  button.addEventListener("click", () => {
    const theme = isDark() ? "light" : "dark";
    document.documentElement.dataset.theme = theme;
    localStorage.setItem("theme", theme);
    show();
  });
  systemDark.addEventListener("change", show);
  show();
}
