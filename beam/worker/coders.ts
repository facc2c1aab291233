import "../load"; // before any of its sub-modules: they import one another in a circle
import { type Coder, Context, globalRegistry } from "apache-beam/coders/coders";
import { LengthPrefixedCoder } from "apache-beam/coders/required_coders";
import { StrUtf8Coder } from "apache-beam/coders/standard_coders";
import type { Reader, Writer } from "protobufjs";

/**
 * Text in the very bytes of the SDK's coder, which goes through an array for each text and drops a byte order mark at
 * its beginning.
 */
export class TextCoder extends StrUtf8Coder {
  override encode(text: string, writer: Writer, context: Context): void {
    if (context === Context.needsDelimiters) writer.string(text);
    else super.encode(text, writer, context);
  }

  override decode(reader: Reader, context: Context): string {
    return context === Context.needsDelimiters ? reader.string() : super.decode(reader, context);
  }
}

/** What stands behind its length. The SDK copies it for a reader of its own; a coder that `keepsToEnd` needs none. */
export class InPlaceCoder<T> extends LengthPrefixedCoder<T> {
  override decode(reader: Reader, context: Context): T {
    const coder = this.elementCoder as Coder<T> & { keepsToEnd?: boolean };
    if (!coder.keepsToEnd) return super.decode(reader, context);
    const length = reader.uint32();
    const outerEnd = reader.len;
    const end = reader.pos + length;
    if (end > outerEnd) throw new RangeError(`an element of ${length} bytes ends after its message`);
    reader.len = end;
    const element = coder.decode(reader, Context.wholeStream);
    reader.len = outerEnd;
    reader.pos = end;
    return element;
  }
}

/** Has this process decode and encode by them what the SDK's coders would. */
export function registerCoders(): void {
  globalRegistry().register(StrUtf8Coder.URN, TextCoder);
  globalRegistry().registerConstructor(
    LengthPrefixedCoder.URN,
    (element: unknown) => new InPlaceCoder(element as Coder<unknown>),
  );
}
