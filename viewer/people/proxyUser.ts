import { BlockList, isIP } from "node:net";
import { ConfigError } from "../../config/readConfig";
import type { People } from "./peopleFile";
import type { Person, Role } from "./person";

export interface ProxySettings {
  userHeader?: string;
  trustedProxy?: string;
  userRole: Role;
}

/** A request as far as it tells who asks. */
export interface Asking {
  header: (name: string) => string | undefined;
  /** Of whoever holds the connection. */
  remoteAddress: string | undefined;
}

/** Whom a proxy that is trusted says to be asking; undefined where none does. */
export type ProxyUser = (asking: Asking) => Person | undefined;

const MAX_NAME_CHARACTERS = 200;

/** Undefined without `--user-header`. Throws `ConfigError` where its options do not go together. */
export function proxyUser(
  { userHeader, trustedProxy, userRole }: ProxySettings,
  people: People,
): ProxyUser | undefined {
  if (userHeader === undefined && trustedProxy === undefined) return undefined;
  if (trustedProxy === undefined) {
    throw new ConfigError(["--user-header: expected --trusted-proxy, too: anybody can send a header"]);
  }
  if (userHeader === undefined) {
    throw new ConfigError(["--trusted-proxy: expected --user-header, too, in which it says who asks"]);
  }
  const trusted = networks(trustedProxy);
  return ({ header, remoteAddress }) => {
    // A socket for both families gives addresses of the older one in the newer form, which the list knows.
    if (remoteAddress === undefined || !trusted.check(remoteAddress, familyOf(remoteAddress))) return undefined;
    const name = header(userHeader)?.trim() ?? "";
    if (name === "" || name.length > MAX_NAME_CHARACTERS) return undefined;
    const known = people().find((person) => person.name === name);
    return { name, role: known?.role ?? userRole };
  };
}

function networks(text: string): BlockList {
  const list = new BlockList();
  for (const part of text.split(",").map((one) => one.trim())) {
    const [address, bits, ...more] = part.split("/");
    try {
      if (isIP(address) === 0 || more.length > 0) throw new Error("no address");
      if (bits === undefined) list.addAddress(address, familyOf(address));
      else list.addSubnet(address, /^\d+$/.test(bits) ? Number(bits) : Number.NaN, familyOf(address));
    } catch {
      const found = JSON.stringify(part);
      throw new ConfigError([`--trusted-proxy: found ${found}, expected an address or a network such as 10.0.0.0/8`]);
    }
  }
  return list;
}

function familyOf(address: string): "ipv6" | "ipv4" {
  return isIP(address) === 6 ? "ipv6" : "ipv4";
}
