import { spawnSync } from "node:child_process";

test("without kubebox the suite fails with one line that says what to do", () => {
  const { status, stdout, stderr } = spawnSync("npx", ["jest", "-c", "test/chart/jest.config.js", "generated"], {
    encoding: "utf8",
    env: { ...process.env, KUBEBOX: "/nowhere/kubebox" },
  });
  expect({ status, stdout, stderr }).toEqual({
    status: 1,
    stdout: "",
    stderr: "error: no kubebox at /nowhere/kubebox, which the chart's tests need: set KUBEBOX to its path\n",
  });
});
