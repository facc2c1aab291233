import { type DeadLetterReason, Malformed, show } from "../malformed";
import type { FoundKind } from "./found";
import type { Place } from "./pathTree";

const QUOTE = 34;
const PLUS = 43;
const COMMA = 44;
const MINUS = 45;
const DOT = 46;
const ZERO = 48;
const NINE = 57;
const COLON = 58;
const OPEN_ARRAY = 91;
const BACKSLASH = 92;
const CLOSE_ARRAY = 93;
const LETTER_E = 101;
const LETTER_U = 117;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
/** Makes a capital letter a small one. */
const SMALL = 32;

const MAX_DEPTH = 64;
/** A longer record's texts are made one by one: slices of its whole text would keep all of it in memory. */
const MAX_SHARED_LENGTH = 160;
const LITERALS = new Map<number, [text: string, kind: FoundKind]>(
  [
    ["true", "boolean"],
    ["false", "boolean"],
    ["null", "null"],
  ].map(([text, kind]) => [text.charCodeAt(0), [text, kind as FoundKind]]),
);
const ESCAPED = new Set(Buffer.from('"\\/bfnrt'));
/** The bytes that a string goes on by, but for escapes and what is more than ASCII. */
const IS_PLAIN = Uint8Array.from({ length: 256 }, (_, code) =>
  code >= 32 && code < 128 && code !== QUOTE && code !== BACKSLASH ? 1 : 0,
);
const HEX = /^[\dA-Fa-f]{4}$/;

/**
 * Goes over a JSON text (RFC 8259) once, from its first byte to its last, and tells what stands at the places that are asked
 * for. `JSON.parse` would make a float of an amount, take the last of two equal keys and build what nobody asks for;
 * libraries that keep numbers as texts are several times as slow, and none of them refuses keys that come twice.
 */
export class JsonScanner {
  /** Whether a string has more than ASCII: whoever cares looks whether it is UTF-8. */
  hasMoreThanAscii = false;
  private bytes: Buffer = Buffer.alloc(0);
  private length = 0;
  private at = 0;
  private depth = 0;
  private problem?: Malformed;
  /** A character a byte; only of what is short. */
  private text?: string;
  /** Of the string that was read last: where it lies without its quotes, and how it is written. */
  private start = 0;
  private end = 0;
  private hasEscapes = false;
  private isAscii = true;

  constructor(private readonly root: Place) {}

  /** Undefined where the bytes are JSON, and no object on the way to a place has the same key twice. */
  scan(bytes: Buffer): Malformed | undefined {
    this.bytes = bytes;
    this.length = bytes.length;
    this.at = 0;
    this.depth = 0;
    this.problem = undefined;
    this.text = undefined;
    this.hasMoreThanAscii = false;
    if (this.readValue(this.root) && this.next() !== -1) this.fail("the end");
    return this.problem;
  }

  /** `place`: undefined where nothing is asked for. */
  private readValue(place: Place | undefined): boolean {
    const code = this.next();
    if (code === QUOTE) return this.readString() && (place === undefined || this.tellString(place));
    if (code === OPEN_OBJECT) return this.enter() && this.tell(place, "object") && this.readObject(place);
    if (code === OPEN_ARRAY) return this.enter() && this.tell(place, "array") && this.readArray(place);
    if (code === MINUS || (code >= ZERO && code <= NINE)) return this.readNumber(place);
    return this.readLiteral(place, code);
  }

  private enter(): boolean {
    this.at++;
    if (++this.depth <= MAX_DEPTH) return true;
    return this.refuse("too-deep", `found more than ${MAX_DEPTH} levels at byte ${this.at}, expected at most so many`);
  }

  private leave(): boolean {
    this.at++;
    this.depth--;
    return true;
  }

  private readObject(place: Place | undefined): boolean {
    let seen = 0;
    if (this.next() === CLOSE_OBJECT) return this.leave();
    for (;;) {
      if (this.next() !== QUOTE) return this.fail("a key in quotes");
      if (!this.readString()) return false;
      const key = place === undefined ? -1 : this.keyAmong(place);
      if (this.next() !== COLON) return this.fail("a colon");
      this.at++;
      const inside = place === undefined || key < 0 ? undefined : place.places[key];
      if (inside !== undefined) {
        if ((seen & (1 << key)) !== 0)
          return this.refuse("duplicate-key", `${inside.path}: found twice, expected once`);
        seen |= 1 << key;
      }
      if (!this.readValue(inside)) return false;
      const code = this.next();
      if (code === CLOSE_OBJECT) return this.leave();
      if (code !== COMMA) return this.fail("a comma or the object's end");
      this.at++;
    }
  }

  private readArray(place: Place | undefined): boolean {
    if (this.next() === CLOSE_ARRAY) return this.leave();
    for (let index = 0; ; index++) {
      const key = place === undefined ? -1 : place.keys.indexOf(String(index));
      if (!this.readValue(key < 0 ? undefined : place?.places[key])) return false;
      const code = this.next();
      if (code === CLOSE_ARRAY) return this.leave();
      if (code !== COMMA) return this.fail("a comma or the array's end");
      this.at++;
    }
  }

  /** Which key of a place the string is that was read last; -1 for none. */
  private keyAmong({ keys, keyBytes }: Place): number {
    if (this.hasEscapes) return keys.indexOf(this.lastString());
    const { bytes, start } = this;
    const length = this.end - start;
    for (let key = 0; key < keyBytes.length; key++) {
      const wanted = keyBytes[key];
      if (wanted.length !== length) continue;
      let i = 0;
      while (i < length && bytes[start + i] === wanted[i]) i++;
      if (i === length) return key;
    }
    return -1;
  }

  private readString(): boolean {
    const { bytes, length } = this;
    const start = this.at + 1;
    let at = start;
    this.hasEscapes = false;
    this.isAscii = true;
    for (;;) {
      while (at < length && IS_PLAIN[bytes[at]] === 1) at++;
      if (at >= length) return this.failAt(at, "the string's end");
      const code = bytes[at];
      if (code === QUOTE) break;
      if (code < 32) return this.failAt(at, "no control character in a string");
      if (code === BACKSLASH) {
        this.hasEscapes = true;
        at = this.endOfEscape(at + 1);
        if (at < 0) return false;
      } else {
        this.isAscii = false;
        this.hasMoreThanAscii = true;
        at++;
      }
    }
    this.start = start;
    this.end = at;
    this.at = at + 1;
    return true;
  }

  /** Behind the escape whose backslash is before `at`; -1 where it is none. */
  private endOfEscape(at: number): number {
    const { bytes, length } = this;
    if (at < length && ESCAPED.has(bytes[at])) return at + 1;
    if (at < length && bytes[at] === LETTER_U && HEX.test(bytes.toString("latin1", at + 1, at + 5))) return at + 5;
    this.failAt(at, "an escape");
    return -1;
  }

  /** The string that was read last. */
  private lastString(): string {
    const { start, end } = this;
    if (this.hasEscapes) return JSON.parse(this.bytes.toString("utf8", start - 1, end + 1));
    return this.isAscii ? this.ascii(start, end) : this.bytes.toString("utf8", start, end);
  }

  private ascii(start: number, end: number): string {
    if (this.length > MAX_SHARED_LENGTH) return this.bytes.toString("latin1", start, end);
    const text = this.text ?? this.bytes.toString("latin1", 0, this.length);
    this.text = text;
    return text.slice(start, end);
  }

  private readNumber(place: Place | undefined): boolean {
    const start = this.at;
    if (this.code() === MINUS) this.at++;
    if (this.code() === ZERO) this.at++;
    else if (!this.readDigits()) return false;
    if (this.code() === DOT) {
      this.at++;
      if (!this.readDigits()) return false;
    }
    if ((this.code() | SMALL) === LETTER_E) {
      this.at++;
      if (this.code() === PLUS || this.code() === MINUS) this.at++;
      if (!this.readDigits()) return false;
    }
    return place === undefined || this.tell(place, "number", this.ascii(start, this.at));
  }

  private readDigits(): boolean {
    const { bytes, length } = this;
    const start = this.at;
    let at = start;
    while (at < length && bytes[at] >= ZERO && bytes[at] <= NINE) at++;
    this.at = at;
    return at > start || this.fail("a digit");
  }

  private readLiteral(place: Place | undefined, code: number): boolean {
    const [literal, kind] = LITERALS.get(code) ?? [];
    if (literal === undefined || kind === undefined) return this.fail("a value");
    const end = this.at + literal.length;
    if (this.bytes.toString("latin1", this.at, Math.min(end, this.length)) !== literal) return this.fail("a value");
    this.at = end;
    return this.tell(place, kind);
  }

  private tellString(place: Place): boolean {
    return place.found.length === 0 || this.tell(place, "text", this.lastString());
  }

  private tell(place: Place | undefined, kind: FoundKind, text = ""): boolean {
    if (place === undefined) return true;
    for (const found of place.found) {
      found.kind = kind;
      found.text = text;
    }
    return true;
  }

  /** Skips what is space: the byte that comes next, or -1 at the end. */
  private next(): number {
    const { bytes, length } = this;
    let { at } = this;
    for (; at < length; at++) {
      const code = bytes[at];
      if (code > 32 || (code !== 32 && code !== 10 && code !== 13 && code !== 9)) {
        this.at = at;
        return code;
      }
    }
    this.at = at;
    return -1;
  }

  private code(): number {
    return this.at < this.length ? this.bytes[this.at] : -1;
  }

  private failAt(at: number, expected: string): boolean {
    this.at = at;
    return this.fail(expected);
  }

  private fail(expected: string): boolean {
    const { at, bytes, length } = this;
    const found = at >= length ? "the end" : show(bytes.toString("utf8", at, at + 16));
    return this.refuse("bad-json", `found ${found} at byte ${at + 1}, expected ${expected}`);
  }

  private refuse(reason: DeadLetterReason, detail: string): boolean {
    this.problem = new Malformed(reason, detail);
    return false;
  }
}
