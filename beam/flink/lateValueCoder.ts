import type { Reader, Writer } from "protobufjs";
import { type Coder, CoderContext, globalRegistry, type ProtoContext, register } from "../sdk";

/** What was not taken into its window [windowStartMs, windowEndMs), in epoch ms. */
export interface LateValue<V> {
  /** The milliseconds of event time since it would last have been taken. */
  lateByMs: number;
  windowStartMs: number;
  windowEndMs: number;
  value: V;
}

const HEADER_BYTES = 24;

/** Reads late values as the runtime jar's `GroupWindows` hands them over: three times of 8 bytes, big endian, then the value. */
export class LateValueCoder<V> implements Coder<LateValue<V>> {
  static readonly URN = "beam-ts:coder:late_value:v1";
  /** Reads no further than the reader's end, as far as the value's coder does not. */
  readonly keepsToEnd: boolean;

  constructor(private readonly valueCoder: Coder<V> & { keepsToEnd?: boolean }) {
    this.keepsToEnd = valueCoder.keepsToEnd === true;
  }

  encode(_: LateValue<V>, __: Writer): void {
    throw new TypeError("late values come from the runner and never go back");
  }

  decode(reader: Reader): LateValue<V> {
    const times = Buffer.from(reader.buf.buffer, reader.buf.byteOffset + reader.pos, HEADER_BYTES);
    reader.pos += HEADER_BYTES;
    return {
      lateByMs: Number(times.readBigInt64BE(0)),
      windowStartMs: Number(times.readBigInt64BE(8)),
      windowEndMs: Number(times.readBigInt64BE(16)),
      value: this.valueCoder.decode(reader, CoderContext.wholeStream),
    };
  }

  toProto(context: ProtoContext) {
    return {
      spec: { urn: LateValueCoder.URN, payload: new Uint8Array() },
      componentCoderIds: [context.getCoderId(this.valueCoder)],
    };
  }
}

globalRegistry().registerConstructor(
  LateValueCoder.URN,
  (valueCoder: unknown) => new LateValueCoder(valueCoder as Coder<unknown>),
);
register("beam/lateValueCoder", { LateValueCoder });
