/** Where a schema registry is and how to log in. It travels with a job, to workers that have none of its files. */
export interface RegistryAddress {
  /** Without a slash at its end; what Confluent's paths (`/schemas/ids/…`) are put behind. */
  url: string;
  /** `USER:PASSWORD` */
  login?: string;
  /** PEM certificates to trust instead of the system's. */
  ca?: string;
}
