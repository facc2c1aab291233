import { connect } from "node:net";

/**
 * Whether HOST:PORT refuses connections: the host is there, and nothing listens. Any other trouble, or `timeoutMs` without an
 * answer, tells nothing.
 */
export function isRefused(address: string, timeoutMs = 2_000): Promise<boolean> {
  const colon = address.lastIndexOf(":");
  const host = address.slice(0, colon).replace(/^\[(.*)\]$/, "$1");
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(address.slice(colon + 1)) });
    const tell = (refused: boolean) => {
      socket.destroy();
      resolve(refused);
    };
    socket.setTimeout(timeoutMs, () => tell(false));
    socket.once("connect", () => tell(false));
    socket.once("error", ({ code }: NodeJS.ErrnoException) => tell(code === "ECONNREFUSED"));
  });
}
