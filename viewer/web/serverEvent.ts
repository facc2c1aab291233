/** A message of the event stream; `data` as JSON, which has no line break of its own. */
export function serverEvent(event: string, data: unknown, id?: string): Uint8Array {
  return eventOfJson(event, JSON.stringify(data), id);
}

/** The same for data that is JSON already. */
export function eventOfJson(event: string, json: string, id?: string): Uint8Array {
  return Buffer.from(`event: ${event}\ndata: ${json}\n${id === undefined ? "" : `id: ${id}\n`}\n`);
}
