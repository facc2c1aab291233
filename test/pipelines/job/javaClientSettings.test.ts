import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { javaClientSettings } from "../../../pipelines/job/javaClientSettings";

const folder = mkdtempSync(join(tmpdir(), "java-client-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const plain = {
  brokers: ["one:9092", "two:9092"],
  tls: false,
  tlsCaFile: undefined,
  tlsCertFile: undefined,
  tlsKeyFile: undefined,
  saslMechanism: undefined,
  saslUsername: undefined,
  saslPasswordFile: undefined,
  allowPlaintextPasswords: false,
};

describe("settings of Flink's Kafka clients", () => {
  test("without TLS and login they are the brokers alone", () => {
    expect(javaClientSettings(plain)).toEqual({ "bootstrap.servers": "one:9092,two:9092" });
  });

  test("a login names its module, and quotes in a password do not end it", () => {
    const saslPasswordFile = file("password", 'p"a\\ss;\n');
    expect(
      javaClientSettings({ ...plain, saslMechanism: "scram-sha-512", saslUsername: "fraud", saslPasswordFile }),
    ).toEqual({
      "bootstrap.servers": "one:9092,two:9092",
      "security.protocol": "SASL_PLAINTEXT",
      "sasl.mechanism": "SCRAM-SHA-512",
      "sasl.jaas.config":
        'org.apache.kafka.common.security.scram.ScramLoginModule required username="fraud" password="p\\"a\\\\ss;";',
    });
  });

  test("plain logins have a module of their own, and TLS changes the protocol", () => {
    const saslPasswordFile = file("password", "secret");
    const java = javaClientSettings({
      ...plain,
      tls: true,
      saslMechanism: "plain",
      saslUsername: "u",
      saslPasswordFile,
    });
    expect(java["security.protocol"]).toBe("SASL_SSL");
    expect(java["sasl.mechanism"]).toBe("PLAIN");
    expect(java["sasl.jaas.config"]).toMatch(
      /^org\.apache\.kafka\.common\.security\.plain\.PlainLoginModule required /,
    );
  });

  test("certificates travel as PEM texts, an old key form as PKCS #8, which is all that Java reads", () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const java = javaClientSettings({
      ...plain,
      tls: true,
      tlsCaFile: file("ca.pem", "CA"),
      tlsCertFile: file("cert.pem", "CERT"),
      tlsKeyFile: file("key.pem", privateKey.export({ type: "pkcs1", format: "pem" }).toString()),
    });
    expect(java).toMatchObject({
      "security.protocol": "SSL",
      "ssl.truststore.type": "PEM",
      "ssl.truststore.certificates": "CA",
      "ssl.keystore.type": "PEM",
      "ssl.keystore.certificate.chain": "CERT",
    });
    expect(java["ssl.keystore.key"]).toMatch(/^-----BEGIN PRIVATE KEY-----/);
  });

  test("what does not fit is told with its option, and a secret is never part of it", () => {
    const saslPasswordFile = file("password", "topsecret");
    expect(() => javaClientSettings({ ...plain, saslUsername: "fraud", saslPasswordFile })).toThrow(/--sasl-mechanism/);
    const tlsKeyFile = file("bad.pem", "topsecret");
    const bad = { ...plain, tls: true, tlsCertFile: file("cert.pem", "CERT"), tlsKeyFile };
    expect(() => javaClientSettings(bad)).toThrow(/--tls-key-file: expected an unencrypted PEM key/);
    expect(() => javaClientSettings(bad)).not.toThrow(/topsecret/);
  });
});
