import { addressOf } from "../shared/address.js";
import { account, element } from "../shared/element.js";

/** An account's name that leads to all that is known of it. @param {string} name as it is shown */
export function accountLink(name) {
  return element("a", { class: "account-link", href: addressOf("account", name) }, account(name));
}
