import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

/** What each folder may import beside itself. Arrows point down only: nothing here names a folder that names it back. */
const MAY_IMPORT: Record<string, string[]> = {
  beam: [],
  config: [],
  service: [],
  registry: ["config"],
  payment: ["registry", "config"],
  kafka: ["config", "service"],
  transforms: ["rules", "payment", "registry", "beam"],
  rules: ["payment", "config"],
  scoring: ["rules", "payment"],
  generator: ["transforms", "payment", "registry", "kafka", "config", "service"],
  reviews: ["transforms", "rules", "payment", "kafka", "config", "service"],
  viewer: ["reviews", "transforms", "rules", "payment", "registry", "kafka", "config", "service"],
  pipelines: [
    "scoring",
    "generator",
    "reviews",
    "transforms",
    "rules",
    "payment",
    "beam",
    "registry",
    "kafka",
    "config",
    "service",
  ],
  stack: ["pipelines", "generator", "transforms", "rules", "payment", "beam", "kafka", "config", "service"],
};

/** Inside a folder, rooms that may not import each other both ways. */
const ROOMS_APART = [
  ["beam/direct", "beam/worker"],
  ["beam/direct", "beam/flink"],
  ["pipelines/job", "pipelines/doctor"],
];

interface Arrow {
  from: string;
  to: string;
}

function arrows(): Arrow[] {
  const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.ts"], {
    encoding: "utf8",
  }).split("\n");
  return files
    .filter((file) => file.split("/")[0] in MAY_IMPORT)
    .flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/(?:from|import|require(?:\.resolve)?\()\s*"(\.\.?\/[^"]+)"/g)].map(
        ([, path]) => ({ from: file, to: normalize(join(dirname(file), path)) }),
      ),
    );
}

const folderOf = (path: string) => path.split("/")[0];
const named = ({ from, to }: Arrow) => `${from} -> ${to}`;

test("a folder imports only what lies below it", () => {
  const wrong = arrows().filter(
    ({ from, to }) =>
      folderOf(from) !== folderOf(to) && to !== "package.json" && !MAY_IMPORT[folderOf(from)].includes(folderOf(to)),
  );
  expect(wrong.map(named)).toEqual([]);
});

test("no two rooms of a folder import each other", () => {
  const all = arrows();
  const between = (a: string, b: string) =>
    all.filter(({ from, to }) => from.startsWith(`${a}/`) && to.startsWith(`${b}/`));
  for (const [a, b] of ROOMS_APART) {
    const both = [between(a, b), between(b, a)];
    if (both.every((found) => found.length > 0)) expect(both.flat().map(named)).toEqual([]);
  }
});

test("the arrows allowed make no circle", () => {
  for (const [folder, below] of Object.entries(MAY_IMPORT)) {
    for (const other of below) expect(MAY_IMPORT[other]).not.toContain(folder);
  }
});
