import "../load"; // before any of its sub-modules: they import one another in a circle
import { type Coder, Context } from "apache-beam/coders/coders";
import { FullWindowedValueCoder, GlobalWindowCoder, PaneInfoCoder } from "apache-beam/coders/required_coders";
import { IntervalWindowCoder } from "apache-beam/coders/standard_coders";
import { GlobalWindow, IntervalWindow, type PaneInfo, type Window, type WindowedValue } from "apache-beam/values";
import Long from "long";
import type { Reader, Writer } from "protobufjs";

type HackedWriter = Writer & { _push(write: typeof writeInstant, length: number, value: Long): void };

const GLOBAL = [new GlobalWindow()];
const SIGN = 0x80000000 | 0;

/**
 * Elements with their time, windows and pane, in the very bytes of the SDK's `FullWindowedValueCoder`, which turns each time
 * into arrays of numbers and back, and makes new objects for panes that are all alike.
 */
export class WindowedValues implements Coder<WindowedValue<unknown>> {
  private readonly panes = new Map<number, PaneInfo>();
  private readonly readWindows: (reader: Reader) => Window[];

  private constructor(private readonly coder: FullWindowedValueCoder<unknown, Window>) {
    const { windowCoder, windowIterableCoder } = coder;
    if (windowCoder instanceof GlobalWindowCoder) this.readWindows = readGlobalWindow;
    else if (windowCoder instanceof IntervalWindowCoder) this.readWindows = readIntervalWindows;
    else this.readWindows = (reader) => [...windowIterableCoder.decode(reader, Context.needsDelimiters)];
  }

  /** The same coder, faster where it is one of windowed values. */
  static faster(coder: Coder<WindowedValue<unknown>>): Coder<WindowedValue<unknown>> {
    return coder instanceof FullWindowedValueCoder ? new WindowedValues(coder) : coder;
  }

  decode(reader: Reader, context: Context): WindowedValue<unknown> {
    const timestamp = readInstant(reader);
    const windows = this.readWindows(reader);
    const pane = this.readPane(reader);
    return { value: this.coder.elementCoder.decode(reader, context), windows, pane, timestamp };
  }

  encode({ value, windows, pane, timestamp }: WindowedValue<unknown>, writer: Writer, context: Context): void {
    (writer as HackedWriter)._push(writeInstant, 8, timestamp);
    this.coder.windowIterableCoder.encode(windows, writer, Context.needsDelimiters);
    PaneInfoCoder.INSTANCE.encode(pane, writer, Context.needsDelimiters);
    this.coder.elementCoder.encode(value, writer, context);
  }

  toProto(...context: Parameters<FullWindowedValueCoder<unknown, Window>["toProto"]>) {
    return this.coder.toProto(...context);
  }

  /** A pane without indexes is one byte, and there are few of them. */
  private readPane(reader: Reader): PaneInfo {
    const first = reader.buf[reader.pos];
    if (first > 15) return PaneInfoCoder.INSTANCE.decode(reader, Context.needsDelimiters);
    let pane = this.panes.get(first);
    if (pane === undefined) {
      pane = PaneInfoCoder.INSTANCE.decode(reader, Context.needsDelimiters);
      this.panes.set(first, pane);
    } else {
      reader.pos++;
    }
    return pane;
  }
}

/** Milliseconds as Java's big-endian long with its sign turned, so that bytes sort as times do. */
function readInstant(reader: Reader): Long {
  const high = readInt32(reader);
  return new Long(readInt32(reader), high ^ SIGN, false);
}

function readInt32(reader: Reader): number {
  const { buf, pos } = reader;
  reader.pos = pos + 4;
  return (buf[pos] << 24) | (buf[pos + 1] << 16) | (buf[pos + 2] << 8) | buf[pos + 3];
}

function writeInstant({ high, low }: Long, buffer: Uint8Array, position: number): void {
  writeInt32(high ^ SIGN, buffer, position);
  writeInt32(low, buffer, position + 4);
}

function writeInt32(value: number, buffer: Uint8Array, position: number): void {
  buffer[position] = value >>> 24;
  buffer[position + 1] = value >>> 16;
  buffer[position + 2] = value >>> 8;
  buffer[position + 3] = value;
}

/** Always one. */
function readGlobalWindow(reader: Reader): Window[] {
  reader.pos += 4;
  return GLOBAL;
}

/** The runner always tells their number. */
function readIntervalWindows(reader: Reader): Window[] {
  const windows: Window[] = new Array(readInt32(reader));
  for (let index = 0; index < windows.length; index++) {
    const end = readInstant(reader);
    windows[index] = new IntervalWindow(end.sub(reader.uint64() as unknown as Long), end);
  }
  return windows;
}
