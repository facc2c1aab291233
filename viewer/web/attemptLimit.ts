const MAX_CLIENTS = 10_000;

/** Counts failed attempts by client, each count for `periodMs` from the first. */
export function createAttemptLimit(max: number, periodMs: number, now: () => number = Date.now) {
  const clients = new Map<string, { count: number; untilMs: number }>();

  function countOf(client: string): { count: number; untilMs: number } | undefined {
    const known = clients.get(client);
    if (known !== undefined && known.untilMs <= now()) clients.delete(client);
    return clients.get(client);
  }

  return {
    /** Milliseconds until the client may try again; 0 for now. */
    waitMs(client: string): number {
      const known = countOf(client);
      return known === undefined || known.count < max ? 0 : known.untilMs - now();
    },
    note(client: string): void {
      const known = countOf(client);
      if (known !== undefined) known.count++;
      else clients.set(client, { count: 1, untilMs: now() + periodMs });
      if (clients.size > MAX_CLIENTS) for (const oldest of clients.keys()) return void clients.delete(oldest);
    },
  };
}
