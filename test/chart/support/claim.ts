import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Box } from "./box";

/** A claim `name` in a namespace, on a folder of the node; returns that folder. */
export function createClaim(box: Box, name: string, namespace: string): string {
  const folder = mkdtempSync(join(tmpdir(), "claim-"));
  chmodSync(folder, 0o777);
  const size = { storage: "1Gi" };
  const access = { accessModes: ["ReadWriteOnce"], storageClassName: "" };
  const objects = [
    {
      ...{ apiVersion: "v1", kind: "PersistentVolume", metadata: { name } },
      spec: { ...access, capacity: size, hostPath: { path: folder } },
    },
    {
      ...{ apiVersion: "v1", kind: "PersistentVolumeClaim", metadata: { name, namespace } },
      spec: { ...access, resources: { requests: size }, volumeName: name },
    },
  ];
  for (const object of objects) box.run("sh", "-c", `echo '${JSON.stringify(object)}' | kubectl apply -f -`);
  return folder;
}
