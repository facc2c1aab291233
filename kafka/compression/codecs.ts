import { gunzipSync } from "node:zlib";
import { CompressionCodecs, CompressionTypes } from "kafkajs";
import { fromLz4 } from "./lz4";
import { fromSnappy } from "./snappy";
import { TooLarge } from "./tooLarge";
import { fromZstd } from "./zstd";

type Decompress = (bytes: Buffer, mostBytes: number) => Buffer;

const { compress: compressByGzip } = CompressionCodecs[CompressionTypes.GZIP]();

const DECOMPRESS: Record<number, Decompress> = {
  [CompressionTypes.GZIP]: fromGzip,
  [CompressionTypes.Snappy]: fromSnappy,
  [CompressionTypes.LZ4]: fromLz4,
  [CompressionTypes.ZSTD]: fromZstd,
};

/**
 * The bytes of a batch by the number of its codec. Throws `TooLarge` above `mostBytes`, having used no more than that, and an
 * `Error` on what cannot be decompressed.
 */
export function decompress(codec: number, bytes: Buffer, mostBytes: number): Buffer {
  const one = DECOMPRESS[codec];
  if (one === undefined) throw new Error(`unknown codec ${codec}`);
  return one(bytes, mostBytes);
}

/** Gives kafkajs, which knows gzip without bounds alone, all codecs with bounds. Nothing here compresses but its gzip. */
export function registerCodecs(mostBytes: number): void {
  for (const codec of Object.keys(DECOMPRESS).map(Number)) {
    const compress = async (encoder: Parameters<typeof compressByGzip>[0]) => {
      if (codec !== CompressionTypes.GZIP) throw new Error(`nothing here compresses by codec ${codec}`);
      return await compressByGzip(encoder);
    };
    CompressionCodecs[codec as keyof typeof CompressionCodecs] = () => ({
      compress,
      decompress: async (bytes: Buffer) => decompress(codec, bytes, mostBytes),
    });
  }
}

function fromGzip(bytes: Buffer, mostBytes: number): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: mostBytes });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE" ? new TooLarge(mostBytes) : error;
  }
}
