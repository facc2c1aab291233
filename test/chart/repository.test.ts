import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import { packageChart } from "../../scripts/chart/packageChart";
import { kubebox } from "./support/kubebox";
import { BROKERS, renderText } from "./support/render";

describe("the chart in a repository", () => {
  const folder = mkdtempSync(join(tmpdir(), "repository-"));
  let server: Server;
  let url: string;

  beforeAll(async () => {
    server = createServer((request, response) => {
      response.end(readFileSync(join(folder, basename(request.url ?? ""))));
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    packageChart(folder, url, { ...process.env, HELM: `${kubebox} helm` });
  });
  afterAll(() => server.close());

  /** Asynchronous, as this process is also the server. */
  async function helm(...args: string[]): Promise<string> {
    const home = {
      HELM_CONFIG_HOME: join(folder, "c"),
      HELM_CACHE_HOME: join(folder, "k"),
      HELM_DATA_HOME: join(folder, "d"),
    };
    const { stdout } = await promisify(execFile)(kubebox, ["helm", ...args], {
      env: { ...process.env, ...home },
    });
    return stdout;
  }

  test("its index names the package and its digest", () => {
    const [entry] = parse(readFileSync(join(folder, "index.yaml"), "utf8")).entries["flink-demo"];
    expect(entry).toMatchObject({
      version: "1.0.0",
      urls: [`${url}/flink-demo-1.0.0.tgz`],
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test("helm repo add, search and template give what the folder gives", async () => {
    await helm("repo", "add", "fraud", url);
    expect(await helm("search", "repo", "flink-demo")).toContain("fraud/flink-demo");
    const fromRepository = await helm("template", "flink-demo", "fraud/flink-demo", "--namespace", "flink", ...BROKERS);
    expect(fromRepository).toBe(renderText(...BROKERS));
  });
});
