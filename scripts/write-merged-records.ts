import { writeFileSync } from "node:fs";
import { MERGED_RECORDS, mergedRecords } from "../test/rules/mergedRecords";

/** Writes the records by which tests on both sides know that TypeScript and Java merge alike. */
writeFileSync(MERGED_RECORDS, mergedRecords(200, 1));
