// What a stylesheet or script asks of a browser that Chrome 87 or Safari 14 does not give, by caniuse's data.
//
//     node old-browsers.mjs FILE.css FILE.js ...
//
// One line of JSON for each finding: { file, line, feature, missing }. Says nothing of what is only an enhancement.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import postcss from "postcss";
import DoIUse from "doiuse";
import { ESLint } from "eslint";
import compat from "eslint-plugin-compat";

const BROWSERS = ["chrome 87", "safari 14", "ios_saf 14.0-14.4"];
const files = process.argv.slice(2);
const tell = (found) => console.log(JSON.stringify(found));

for (const file of files.filter((it) => it.endsWith(".css"))) {
  const check = new DoIUse({
    browsers: BROWSERS,
    onFeatureUsage: ({ feature, usage, featureData }) => tell({
      file: basename(file),
      line: usage.toString().split("\n")[0].slice(0, 100),
      feature,
      missing: featureData.missing || `partly: ${featureData.partial}`,
    }),
  });
  await postcss([check]).process(readFileSync(file, "utf8"), { from: file });
}

const eslint = new ESLint({
  overrideConfigFile: true,
  overrideConfig: [{
    ...compat.configs["flat/recommended"],
    files: ["**/*.js"],
    // Chrome 87 and Safari 14 read ES2020 (optional chaining, ??, BigInt) and nothing newer throughout.
    languageOptions: { ecmaVersion: 2020, sourceType: "script" },
    settings: { targets: BROWSERS.join(", "), browserslistOpts: {} },
    rules: { "compat/compat": "error" },
  }],
});
for (const file of files.filter((it) => it.endsWith(".js"))) {
  const [result] = await eslint.lintText(readFileSync(file, "utf8"), { filePath: basename(file) });
  for (const { line, message } of result.messages) tell({ file: basename(file), line: String(line), feature: "script", missing: message });
}
