import { connect } from "node:net";

/**
 * Whether HOST:PORT refuses connections: the host is there, and nothing listens. Any other trouble, `timeoutMs` without an
 * answer, or what is no address, tells nothing. Never rejects.
 */
export function isRefused(address: string, timeoutMs = 2_000): Promise<boolean> {
  const colon = address.lastIndexOf(":");
  const host = address.slice(0, colon).replace(/^\[(.*)\]$/, "$1");
  const port = Number(address.slice(colon + 1));
  if (colon < 1 || !Number.isInteger(port) || port < 1 || port > 65_535) return Promise.resolve(false);
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const tell = (refused: boolean) => {
      socket.destroy();
      resolve(refused);
    };
    socket.setTimeout(timeoutMs, () => tell(false));
    socket.once("connect", () => tell(false));
    socket.once("error", ({ code }: NodeJS.ErrnoException) => tell(code === "ECONNREFUSED"));
  });
}
