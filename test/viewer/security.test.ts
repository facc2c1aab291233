import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAccess } from "../../viewer/people/access";
import { readToken } from "../../viewer/web/authToken";
import { loginRoutes } from "../../viewer/web/loginRoutes";
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

test.each(["127.0.0.1", "0.0.0.0"])(
  "on %s a foreign host name is refused: no site can point its own name here",
  async (bound) => {
    const { get } = startViewer({ host: bound, allowedHosts: "alerts.bank.example, viewer.fraud.svc" });
    for (const host of ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "viewer", ""]) {
      for (const path of ["/", "/api/alerts", "/events", "/metrics", "/assets/main.js"]) {
        expect([path, (await get(path, { host })).status]).toEqual([path, 421]);
      }
    }
    const own = ["localhost:8080", "127.0.0.1", "[::1]:8080", "alerts.bank.example", "VIEWER.fraud.svc.:80"];
    for (const host of own) expect([host, (await get("/", { host })).status]).toEqual([host, 200]);
  },
);

test("probes and Prometheus ask by the pod's address", async () => {
  const { get } = startViewer({ host: "0.0.0.0" });
  for (const host of ["10.42.0.7:8080", "[fd00::7]:8080"]) {
    for (const path of ["/healthz", "/readyz", "/metrics", "/"]) expect((await get(path, { host })).status).toBe(200);
  }
});

test("a host name that is refused cannot steer a terminal", async () => {
  const answer = await startViewer().get("/", { host: "\u009b31m" });
  expect(await answer.text()).toMatch(/^Unknown host name [ -~]+\n$/);
});

test("what fails inside is told in the log only", async () => {
  const { app, logged } = startViewer();
  app.get("/broken", () => {
    throw new Error("secret detail");
  });
  const answer = await app.request("/broken", { headers: { host: "localhost" } });
  const text = await answer.text();
  expect([answer.status, text]).toEqual([500, "Something went wrong here; the viewer's log tells what.\n"]);
  expect(JSON.stringify(logged)).toContain("secret detail");
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

  test("browsers exchange it for a cookie by the form", async () => {
    const answer = await postToken(TOKEN);
    const cookie = answer.headers.get("set-cookie") ?? "";
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/"]);
    expect(cookie).toMatch(/HttpOnly.*SameSite=Strict/);
    expect(cookie).not.toContain(TOKEN);
    expect((await get("/api/alerts", { cookie: cookie.split(";")[0] })).status).toBe(200);
  });

  test("a token in the address, which every proxy logs, opens nothing", async () => {
    const answer = await get(`/?token=${TOKEN}`);
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/login"]);
    expect(answer.headers.get("set-cookie")).toBeNull();
  });

  test("a form of more than 4 KB is refused, told in advance or not", async () => {
    expect((await postToken("x".repeat(4_000))).status).toBe(401);
    expect((await postToken("x".repeat(5_000))).status).toBe(413);
    const told = { "content-length": "1500000000", "content-type": "application/x-www-form-urlencoded" };
    expect((await post(new URLSearchParams({ token: TOKEN }), told)).status).toBe(413);
  });

  test("a form that is none is a wrong token, not an error", async () => {
    expect((await post("--x", { "content-type": "multipart/form-data; boundary=y" })).status).toBe(401);
    expect((await post("{}", { "content-type": "application/json" })).status).toBe(401);
  });

  test("a wrong token is told on the form", async () => {
    const answer = await postToken("wrong");
    expect([answer.status, await answer.text()]).toEqual([401, expect.stringContaining("This token is not right")]);
  });

  function postToken(token: string) {
    return post(new URLSearchParams({ token }));
  }

  function post(body: string | URLSearchParams, headers: Record<string, string> = {}) {
    return Promise.resolve(app.request("/login", { method: "POST", body, headers: { host: "localhost", ...headers } }));
  }
});

test("after ten wrong tokens in a minute an address has to wait", async () => {
  let nowMs = 0;
  const login = loginRoutes(createAccess({ token: TOKEN }), "<p>{{problem}}</p>", () => nowMs);
  const post = (token: string, remoteAddress: string) =>
    login.request("/login", { method: "POST", body: new URLSearchParams({ token }) }, {
      incoming: { socket: { remoteAddress } },
    } as object);
  for (let i = 0; i < 10; i++) expect((await post("wrong", "10.0.0.1")).status).toBe(401);
  nowMs = 20_000;
  const answer = await post(TOKEN, "10.0.0.1");
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, "40"]);
  expect(await answer.text()).toContain("Please try again in 40 seconds");
  expect((await post(TOKEN, "10.0.0.2")).status).toBe(303);
  nowMs = 60_000;
  expect((await post(TOKEN, "10.0.0.1")).status).toBe(303);
});

test("a token that could be guessed and a file that is not there are refused by name", () => {
  const file = join(tmpdir(), `token-${process.pid}`);
  writeFileSync(file, "short\n");
  expect(() => readToken(file)).toThrow("--auth-token-file: found 5 characters, expected at least 16");
  expect(() => readToken("/nowhere")).toThrow('--auth-token-file: cannot read "/nowhere"');
});
