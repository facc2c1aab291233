/** Where something lies on S3: `s3://BUCKET/KEY`, also `s3a://` and `s3p://`, by which Flink's two plugins are told apart. */
export interface S3Address {
  bucket: string;
  /** Without a slash at its end; empty for the whole bucket. */
  key: string;
}

/** Undefined for whatever is not on S3. */
export function s3Address(url: string): S3Address | undefined {
  const found = /^s3[ap]?:\/\/([^/]+)(.*)$/.exec(url);
  return found === null ? undefined : { bucket: found[1], key: found[2].replace(/^\/+|\/+$/g, "") };
}

/** Where a bucket is asked for, as Flink's plugins are told by `s3.endpoint`, `s3.endpoint.region` and `s3.path.style.access`. */
export interface S3Place {
  /** Amazon's own of the region where there is none. */
  endpoint?: string;
  region: string;
  /** The bucket in the path and not in the host's name: most servers other than Amazon's. */
  pathStyle: boolean;
}

/** The address of a bucket, without a slash at its end. */
export function bucketUrl(bucket: string, { endpoint, region, pathStyle }: S3Place): string {
  const server = endpoint ?? `s3.${region}.amazonaws.com`;
  const url = new URL(/^https?:\/\//.test(server) ? server : `https://${server}`);
  // A certificate for *.amazonaws.com is none for a name with more dots.
  if (pathStyle || bucket.includes(".")) url.pathname = `${url.pathname.replace(/\/+$/, "")}/${bucket}`;
  else url.host = `${bucket}.${url.host}`;
  return url.href.replace(/\/+$/, "");
}
