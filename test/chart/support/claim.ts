import { chmodSync, mkdtempSync, readdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { box } from "./box";

/** A claim `name` in a namespace, on a folder of the node; returns that folder. */
export function createClaim(name: string, namespace: string): string {
  const folder = mkdtempSync(join(tmpdir(), "claim-"));
  chmodSync(folder, 0o777);
  const size = { storage: "1Gi" };
  const access = { accessModes: ["ReadWriteOnce"], storageClassName: "" };
  box.apply(
    {
      ...{ apiVersion: "v1", kind: "PersistentVolume", metadata: { name } },
      spec: { ...access, capacity: size, hostPath: { path: folder } },
    },
    {
      ...{ apiVersion: "v1", kind: "PersistentVolumeClaim", metadata: { name, namespace } },
      spec: { ...access, resources: { requests: size }, volumeName: name },
    },
  );
  return folder;
}

/** When the newest checkpoint or savepoint on the claim's folder was complete, in ms; 0 without any. */
export function newestStateMs(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const states = files.filter((file) => file.endsWith("/_metadata")).map((file) => join(folder, file));
  // Flink deletes old ones meanwhile.
  return Math.max(0, ...states.map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0));
}

/** When the state at `url`, which pods see below /state, was complete, in ms. */
export function savedMs(folder: string, url: string): number {
  return statSync(join(folder, url.replace(/^file:\/+state/, ""), "_metadata")).mtimeMs;
}
