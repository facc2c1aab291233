import type { Values } from "../config/options";
import { ConfigError } from "../config/readConfig";
import { secretFile } from "../config/secretFile";
import type { RegistryAddress } from "./address";
import type { registryOptions } from "./options";

export type RegistrySettings = Values<typeof registryOptions> & { allowPlaintextPasswords?: boolean };

/**
 * The registry that options name, with what their files hold now; undefined where they name none. In a job it is a part of the
 * pipeline from then on, as the secrets of Kafka are. Throws `ConfigError` where options do not fit each other.
 */
export function registryAddress(settings: RegistrySettings): RegistryAddress | undefined {
  const {
    schemaRegistry: url,
    schemaRegistryUsername: username,
    schemaRegistryPasswordFile: passwordFile,
    schemaRegistryCaFile: caFile,
  } = settings;
  const problems: string[] = [];
  const contentOf = (flag: string, file?: string) =>
    file === undefined ? undefined : secretFile(flag, file, problems, () => {})();
  const ca = contentOf("--schema-registry-ca-file", caFile);
  const password = contentOf("--schema-registry-password-file", passwordFile);
  const flags = { username, "password-file": passwordFile, "ca-file": caFile };
  for (const [flag, value] of Object.entries(flags)) {
    if (value !== undefined && url === undefined) problems.push(`--schema-registry-${flag}: needs --schema-registry`);
  }
  if ((username === undefined) !== (passwordFile === undefined)) {
    problems.push(
      "--schema-registry-username and --schema-registry-password-file: found one of the two, expected both",
    );
  }
  const isPlain = url?.startsWith("http:");
  if (caFile !== undefined && isPlain) problems.push("--schema-registry-ca-file: needs an https --schema-registry");
  if (username !== undefined && isPlain && !settings.allowPlaintextPasswords) {
    problems.push(
      "--schema-registry: found http with a password, which shows it to the whole network; expected https, or --allow-plaintext-passwords",
    );
  }
  if (problems.length > 0) throw new ConfigError(problems);
  if (url === undefined) return undefined;
  return {
    url,
    ...(username === undefined ? {} : { login: `${username}:${password}` }),
    ...(ca === undefined ? {} : { ca }),
  };
}
