import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { pino } from "pino";
import { createKafka, type KafkaSettings, saslOf, tlsOf } from "../../kafka/client";

const folder = mkdtempSync(join(tmpdir(), "kafka-client-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes the files of a secret as Kubernetes does: a new folder, and a link that is swapped. */
function mount(name: string, files: Record<string, string>): void {
  const version = mkdtempSync(join(folder, `${name}-`));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(version, file), text);
  symlinkSync(version, join(folder, `${name}.new`));
  renameSync(join(folder, `${name}.new`), join(folder, name));
}

const settings = (changes: Partial<KafkaSettings> = {}): KafkaSettings => ({
  brokers: ["127.0.0.1:1"],
  tls: false,
  tlsCaFile: undefined,
  tlsCertFile: undefined,
  tlsKeyFile: undefined,
  saslMechanism: undefined,
  saslUsername: undefined,
  saslPasswordFile: undefined,
  allowPlaintextPasswords: false,
  ...changes,
});

function problemsOf(changes: Partial<KafkaSettings>): string[] {
  const log = pino({ level: "silent" }, new Writable());
  try {
    createKafka(settings(changes), "test", log);
    return [];
  } catch (error) {
    return (error as { problems: string[] }).problems;
  }
}

describe("secrets are read again for each connection", () => {
  test("a password whose folder is swapped", () => {
    mount("login", { password: "old\n" });
    const saslPasswordFile = join(folder, "login", "password");
    const login = { saslMechanism: "scram-sha-512", saslUsername: "fraud", saslPasswordFile } as const;
    const sasl = saslOf(settings(login), []);
    expect(sasl?.password).toBe("old");
    mount("login", { password: "new\n" });
    expect(sasl?.password).toBe("new");
  });

  test("certificates and key, as kafkajs copies them", () => {
    const files = {
      tlsCaFile: join(folder, "tls/ca"),
      tlsCertFile: join(folder, "tls/cert"),
      tlsKeyFile: join(folder, "tls/key"),
    };
    mount("tls", { ca: "ca 1", cert: "cert 1", key: "key 1" });
    const tls = tlsOf(settings({ tls: true, ...files }), []);
    expect(Object.assign({ host: "kafka" }, tls)).toEqual({ host: "kafka", ca: "ca 1", cert: "cert 1", key: "key 1" });
    mount("tls", { ca: "ca 2", cert: "cert 2", key: "key 2" });
    expect(Object.assign({}, tls)).toEqual({ ca: "ca 2", cert: "cert 2", key: "key 2" });
  });

  test("what cannot be read for a while is used as it was, with a word", () => {
    mkdirSync(join(folder, "gone"));
    const saslPasswordFile = join(folder, "gone", "password");
    writeFileSync(saslPasswordFile, "secret");
    const login = { saslMechanism: "scram-sha-512", saslUsername: "fraud", saslPasswordFile } as const;
    const warnings: string[] = [];
    const sasl = saslOf(settings(login), [], (message) => warnings.push(message));
    rmSync(saslPasswordFile);
    expect(sasl?.password).toBe("secret");
    expect(warnings).toEqual([expect.stringMatching(/^--sasl-password-file: cannot read .*used$/)]);
  });
});

describe("a password is not sent in the clear", () => {
  const saslPasswordFile = join(folder, "plain");
  writeFileSync(saslPasswordFile, "secret");
  const login = { saslMechanism: "plain", saslUsername: "fraud", saslPasswordFile } as const;

  test("plain without TLS is refused, and the line says what would be right", () => {
    expect(problemsOf(login)).toEqual([
      "--sasl-mechanism: found plain without --tls, which shows the password to the whole network; expected --tls, " +
        "a scram mechanism, or --allow-plaintext-passwords",
    ]);
  });

  test("with TLS, by a scram mechanism, or where it is asked for, it is taken", () => {
    expect(problemsOf({ ...login, tls: true })).toEqual([]);
    expect(problemsOf({ ...login, saslMechanism: "scram-sha-256" })).toEqual([]);
    expect(problemsOf({ ...login, allowPlaintextPasswords: true })).toEqual([]);
  });
});
