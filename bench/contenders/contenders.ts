import type { Cluster } from "./cluster";
import type { Contender } from "./contender";
import { createNative } from "./native";
import { createOurs } from "./ours";
import { createPlain } from "./plain";
import { createPython } from "./python";

const OURS = { name: "ours", title: "this pipeline", flags: [] };
const OURS_BEAM_IO = {
  name: "ours-beam-io",
  title: "this pipeline, Beam's KafkaIO",
  flags: ["--kafka-connector", "beam"],
};

/** All contenders by the names that `--only` takes. */
export const CONTENDERS: Record<string, (cluster: Cluster) => Contender> = {
  native: createNative,
  ours: (cluster) => createOurs(cluster, OURS),
  "ours-beam-io": (cluster) => createOurs(cluster, OURS_BEAM_IO),
  python: createPython,
  plain: createPlain,
};

/** The one that ratios are formed with. */
export const BASELINE = "native";
