// A link /#token=… logs in without a word: what stands behind # never leaves the browser but in the form.
const form = /** @type {HTMLFormElement} */ (document.querySelector("form"));
const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("token"));
const token = new URLSearchParams(location.hash.slice(1)).get("token");
if (token !== null) {
  history.replaceState(null, "", location.pathname);
  field.value = token;
  form.submit();
}
