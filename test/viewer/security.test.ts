import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readToken } from "../../viewer/web/authToken";
import { startViewer } from "./startViewer";

const TOKEN = "correct-horse-battery";

test.each(["/", "/api/alerts", "/assets/main.js", "/healthz", "/nothing"])(
  "%s carries the security headers",
  async (path) => {
    const { headers } = await startViewer().get(path);
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("unsafe");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
  },
);

test("the page holds no inline script or style, and nothing of another server", async () => {
  for (const path of ["/", "/login"]) {
    const page = await (await startViewer({ token: TOKEN }).get(path, { authorization: `Bearer ${TOKEN}` })).text();
    expect(page).not.toMatch(/<script(?![^>]* src="\/assets\/)|<style|style="|\son\w+=|https?:\/\//);
  }
});

test("only files of the page are served", async () => {
  const { get } = startViewer();
  expect((await get("/assets/vendor/cytoscape.js")).status).toBe(200);
  for (const path of [
    "/assets/../main.ts",
    "/assets/%2e%2e/main.ts",
    "/assets/tsconfig.json",
    "/assets/vendor/../../x",
  ]) {
    expect((await get(path)).status).toBe(404);
  }
});

test("other methods than reading are not there", async () => {
  const { app } = startViewer();
  for (const method of ["POST", "PUT", "DELETE", "PATCH"]) {
    expect((await app.request("/api/alerts", { method, headers: { host: "localhost" } })).status).toBe(404);
  }
});

test("on loopback a foreign host name is refused, so that no site can point its own name here", async () => {
  const { get } = startViewer({ allowedHosts: "alerts.bank.example" });
  expect((await get("/", { host: "evil.example" })).status).toBe(421);
  for (const host of ["localhost:8080", "127.0.0.1", "[::1]:8080", "alerts.bank.example"]) {
    expect((await get("/", { host })).status).toBe(200);
  }
  expect((await startViewer({ host: "0.0.0.0" }).get("/", { host: "anything" })).status).toBe(200);
});

describe("with a token", () => {
  const { get, app } = startViewer({ token: TOKEN });

  test("alerts and page need it, health and metrics do not", async () => {
    expect((await get("/api/alerts")).status).toBe(401);
    expect((await get("/events")).status).toBe(401);
    expect((await get("/api/alerts", { authorization: "Bearer wrong" })).status).toBe(401);
    expect((await get("/")).headers.get("location")).toBe("/login");
    for (const path of ["/healthz", "/readyz", "/metrics"]) expect((await get(path)).status).toBe(200);
  });

  test("programs send it as bearer", async () => {
    expect((await get("/api/alerts", { authorization: `Bearer ${TOKEN}` })).status).toBe(200);
  });

  test.each([
    ["the form", () => postToken(TOKEN)],
    ["the address", () => get(`/?token=${TOKEN}`)],
  ])("browsers exchange it for a cookie by %s", async (_, login) => {
    const answer = await login();
    const cookie = answer.headers.get("set-cookie") ?? "";
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/"]);
    expect(cookie).toMatch(/HttpOnly.*SameSite=Strict/);
    expect(cookie).not.toContain(TOKEN);
    expect((await get("/api/alerts", { cookie: cookie.split(";")[0] })).status).toBe(200);
  });

  test("a wrong token is told on the form", async () => {
    const answer = await postToken("wrong");
    expect([answer.status, await answer.text()]).toEqual([401, expect.stringContaining("This token is not right")]);
  });

  function postToken(token: string) {
    return Promise.resolve(
      app.request("/login", { method: "POST", body: new URLSearchParams({ token }), headers: { host: "localhost" } }),
    );
  }
});

test("a token that could be guessed and a file that is not there are refused by name", () => {
  const file = join(tmpdir(), `token-${process.pid}`);
  writeFileSync(file, "short\n");
  expect(() => readToken(file)).toThrow("--auth-token-file: found 5 characters, expected at least 16");
  expect(() => readToken("/nowhere")).toThrow('--auth-token-file: cannot read "/nowhere"');
});
