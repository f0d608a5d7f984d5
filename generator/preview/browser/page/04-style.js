// The page's stylesheet. The policy of an open page names the hash of the style it came with, so a new one is adopted:
// what scripts build through the CSSOM is theirs to allow. The same way light or dark is chosen without the device.
const SCHEME = new URLSearchParams(location.search).get("scheme");
const QUERY = /\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)/gi;
let adopted;

const restyle = () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(elements(source, STYLES).map((style) => style.textContent).join("\n"));
  document.adoptedStyleSheets = [...document.adoptedStyleSheets.filter((other) => other !== adopted), sheet];
  adopted = sheet;
  for (const style of elements(document, "style")) style.disabled = true;
  chooseScheme();
};

const chooseScheme = () => {
  if (SCHEME !== "light" && SCHEME !== "dark") return;
  const always = "(min-width: 0px)", never = "(max-width: 0px)";
  const rewrite = (rules) => {
    for (const rule of rules) {
      if (rule.media && QUERY.test(rule.media.mediaText)) {
        rule.media.mediaText = rule.media.mediaText.replace(QUERY, (all, which) => which.toLowerCase() === SCHEME ? always : never);
      }
      QUERY.lastIndex = 0;
      if (rule.cssRules) rewrite(rule.cssRules);
    }
  };
  for (const sheet of [...document.styleSheets, ...document.adoptedStyleSheets]) rewrite(sheet.cssRules);
  document.documentElement.style.colorScheme = SCHEME;
};

// As soon as a style is read in, before anything is painted in the wrong light; a page of a PO has two.
if (SCHEME) {
  let known = 0;
  const reading = new MutationObserver(() => {
    if (known !== document.styleSheets.length) chooseScheme();
    known = document.styleSheets.length;
    if (document.body) reading.disconnect();
  });
  reading.observe(document, { childList: true, subtree: true });
}
