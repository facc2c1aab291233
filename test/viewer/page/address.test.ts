import { readAddress } from "../../../viewer/page/address.js";

test.each([
  ["", "list", ""],
  ["#/", "list", ""],
  ["#list", "list", ""],
  ["#/overview", "overview", ""],
  ["#rules", "rules", ""],
  ["#/alert/a%2Fb%3Fc", "alert", "a/b?c"],
])("the address %p shows %s %s", (hash, view, id) => {
  expect(readAddress(hash)).toEqual({ view, id, problem: "" });
});

test.each(["#/alert/%", "#/alert/%E0%A4%A"])(
  "an address that nobody can read, %s, is the list's, with a word",
  (hash) => {
    expect(readAddress(hash)).toEqual({ view: "list", id: "", problem: expect.stringContaining("no alert") });
  },
);
