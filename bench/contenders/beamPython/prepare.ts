import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../../config/runProgram";
import { intoCache } from "../../../stack/downloads/intoCache";
import { type Report, runVisibly } from "../../../stack/downloads/runVisibly";
import { stackOptions } from "../../../stack/options";
import { readVersions } from "../../../stack/versions";

/** The folder `bench/beam-python`. */
export const pythonFolder = join(__dirname, "../../beam-python");

const requirements = join(pythonFolder, "requirements.txt");
const PYTHON = "python3.11";
const install = `install Python 3.11 with venv (Debian: apt-get install ${PYTHON}-venv)`;

/** Python with Beam and all it needs, made in the download cache unless it is there; resolves to its interpreter. */
export async function preparePython(report: Report): Promise<string> {
  checkVersion();
  const environment = await intoCache(environmentFolder(), async (folder) => {
    await runVisibly("Making a Python environment", [PYTHON, "-m", "venv", join(folder, "venv")], { report, install });
    const pip = [join(folder, "venv", "bin", "python"), "-m", "pip", "--disable-pip-version-check"];
    await runVisibly(
      "Fetching Beam for Python (about 120 MB)",
      [...pip, "install", "--progress-bar=off", "--no-deps", "-r", requirements],
      { report, install },
    );
    return join(folder, "venv");
  });
  return join(environment, "bin", "python");
}

/** The interpreter that `preparePython` made. Throws a `UserError` where it did not. */
export function pythonInterpreter(): string {
  const python = join(environmentFolder(), "bin", "python");
  try {
    execFileSync(python, ["-c", ""]);
    return python;
  } catch {
    throw new UserError(`${python}: does not run; preparePython makes it`);
  }
}

function environmentFolder(): string {
  const digest = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 12);
  return join(stackOptions.cacheDir.default, `beam-python-${digest}`);
}

/** KafkaIO's configuration travels in the form of one version. */
function checkVersion(): void {
  const found = /^apache-beam==(.+)$/m.exec(readFileSync(requirements, "utf8"))?.[1];
  const { beam } = readVersions();
  if (found !== beam) {
    throw new UserError(`${requirements}: apache-beam: found ${found}, expected ${beam} as in runtime/pom.xml`);
  }
}
