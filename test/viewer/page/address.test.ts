import { addressOf, readAddress } from "../../../viewer/page/shared/address.js";

test.each([
  ["", "list", "", ""],
  ["#/", "list", "", ""],
  ["#list", "list", "", undefined],
  ["#rules", "rules", "", undefined],
  ["#/overview?account=ACC", "overview", "", "account=ACC"],
  ["#/alert/a%2Fb%3Fc?rule=fan-in", "alert", "a/b?c", "rule=fan-in"],
])("the address %p shows %s %s", (hash, view, id, filter) => {
  const read = readAddress(hash);
  expect([read.view, read.id, read.filter?.toString(), read.problem]).toEqual([view, id, filter, ""]);
});

test.each(["#/alert/%", "#/alert/%E0%A4%A?min=5"])(
  "an address that nobody can read, %s, is the list's, with a word",
  (hash) => {
    expect(readAddress(hash)).toMatchObject({ view: "list", id: "", problem: expect.stringContaining("no alert") });
  },
);

test("an address leads back to what it was made of", () => {
  for (const view of ["list", "overview", "rules", "alert"] as const) {
    const filter = new URLSearchParams({ account: '"a & b?#/%E0"', min: "20,000" });
    const id = view === "alert" ? "x/y?z#%" : "";
    const read = readAddress(new URL(addressOf(view, id, filter), "http://localhost/").hash);
    expect([read.view, read.id, [...(read.filter ?? [])]]).toEqual([view, id, [...filter]]);
  }
});
