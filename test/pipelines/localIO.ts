import { beam, register } from "../../beam/sdk";
import type { Line } from "../../pipelines/embedded/readLines";
import type { TransactionRecord } from "../../transforms/record";

/**
 * Sources and sinks that live in this process. Beam serializes every function even here, so a pipeline carries only a
 * number by which they are found.
 */
const ends = new Map<number, { lines?: Iterable<Line>; take?: (element: unknown) => void }>();
let nextId = 1;

/** A source of one record per line, numbered from 1. `lines` is read once, as the pipeline runs. */
export function fromLines(lines: Iterable<Line>) {
  const id = nextId++;
  ends.set(id, { lines });
  return beam.withName("readLines", (root: beam.Root) =>
    root.apply(beam.impulse()).flatMap(beam.withName("eachLine", eachLine), { id }),
  ) as (root: beam.Root) => beam.PCollection<TransactionRecord>;
}

/** A sink that hands each element to `take`. */
export function toFunction<T>(name: string, take: (element: T) => void) {
  const id = nextId++;
  ends.set(id, { take: take as (element: unknown) => void });
  return beam.withName(name, (elements: beam.PCollection<T>) =>
    elements.flatMap(beam.withName("take", takeElement), { id }),
  ) as (elements: beam.PCollection<T>) => beam.PCollection<T>;
}

export function* eachLine(_: unknown, { id }: { id: number }): Generator<TransactionRecord> {
  const lines = ends.get(id)?.lines ?? [];
  ends.delete(id);
  let line = 0;
  for (const found of lines) {
    line++;
    if (typeof found === "string" || found instanceof Uint8Array) yield { value: found, line };
    else yield { ...found, line };
  }
}

export function takeElement<T>(element: T, { id }: { id: number }): T[] {
  ends.get(id)?.take?.(element);
  return [];
}

register("localIO", { eachLine, takeElement });
