// Problems in the page: what is wrong stands above the bar until it is mended, beside the last page that worked.
// Warnings and hints fold into one quiet button.
const MOST = 30;
const errors = make("section", { class: "sheet problems", "aria-live": "polite", hidden: true });
const notes = make("section", { class: "sheet notes" });
const notesButton = make("button", { type: "button", class: "quiet", hidden: true });
addSheet(notes, notesButton);

const problemItem = (problem) => make("li", { class: `problem ${problem.severity}` },
  make("p", { class: "place" },
    make("b", {}, problem.word),
    problem.place && make("code", {}, problem.place),
    problem.open && make("a", { href: problem.open, class: "open" }, words.open)),
  make("p", { class: "found" }, problem.message),
  problem.excerpt && make("pre", { tabindex: "0" }, `${problem.excerpt}\n`, make("span", { class: "caret" }, problem.caret)),
  problem.fix && make("p", { class: "fix" }, problem.fix),
  problem.better && make("p", { class: "fix" }, words.better),
  problem.better && make("pre", { class: "better", tabindex: "0" }, problem.better));

const problemList = (problems) => make("ul", {},
  problems.slice(0, MOST).map(problemItem),
  problems.length > MOST && make("li", { class: "fix" }, filled(words.more, { count: problems.length - MOST })));

const showProblems = ({ broken, problems }) => {
  const wrong = problems.filter((it) => it.severity === "error");
  const mild = problems.filter((it) => it.severity !== "error");
  errors.hidden = !broken;
  errors.replaceChildren(...broken ? [
    make("h2", {}, facts.bare ? document.title : words.broken),
    !facts.bare && make("p", { class: "fix" }, words.older),
    problemList(wrong.length ? wrong : problems),
  ].filter(Boolean) : []);
  notesButton.hidden = !mild.length;
  notesButton.textContent = filled(words.notes, { count: mild.length });
  notes.replaceChildren(problemList(mild));
  if (!mild.length && !notes.hidden) openSheet(null);
  unfold.classList.toggle("alarmed", broken);
};
