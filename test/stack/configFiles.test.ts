import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeConfigFiles } from "../../stack/configFiles";
import { filesOf } from "../../stack/files";
import { testSettings } from "./testSettings";

test("the broker's settings, which hold a password, are for their owner alone, old files too", () => {
  const stateDir = mkdtempSync(join(tmpdir(), "stack-config-"));
  const settings = testSettings({ stateDir });
  const { config, kafkaConfig } = filesOf(settings);
  mkdirSync(config, { recursive: true });
  writeFileSync(kafkaConfig, "", { mode: 0o644 });
  writeConfigFiles(settings);
  expect(statSync(kafkaConfig).mode & 0o777).toBe(0o600);
  rmSync(stateDir, { recursive: true });
});
