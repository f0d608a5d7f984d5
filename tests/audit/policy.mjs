// What Google's CSP Evaluator finds in a policy.
//
//     node policy.mjs < policy
//
// One line of JSON for each finding: { severity, directive, value, description }; 10 is high, 60 information.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { CspEvaluator } = require("csp_evaluator");
const { CspParser } = require("csp_evaluator/dist/parser.js");

for (const found of new CspEvaluator(new CspParser(readFileSync(0, "utf8")).csp).evaluate()) {
  const { severity, directive, value = "", description } = found;
  console.log(JSON.stringify({ severity, directive, value, description }));
}
