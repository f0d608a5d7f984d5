// The words that only the moment of looking can give. Those are the page's own; forms are singular and plural.
const MINUTE = 6e4, HOUR = 60 * MINUTE, DAY = 24 * HOUR;

// "8 hari lagi"; under 48 hours "5 jam 3 menit lagi"; in the last hour with seconds, unless the buyer wants calm.
function leftWords(words, ms, calm) {
  if (!(ms > 0)) return "";
  const minutes = Math.floor(ms / MINUTE), hours = Math.floor(ms / HOUR), seconds = Math.ceil(ms / 1e3);
  const counts = ms > 2 * DAY ? [Math.floor(ms / DAY)]
    : hours ? [0, hours, minutes % 60]
    : calm ? [0, 0, minutes + 1]
    : [0, 0, Math.floor(seconds / 60), seconds % 60];
  const said = counts.map((count, at) => count && words.units[at][count > 1 ? 1 : 0].replace("{n}", count));
  return words.left.replace("{time}", said.filter(Boolean).join(" "));
}

// "di jammu: 20 Des 2026, 17.59" where the device's zone is not the one that the date is written in.
function localWords(words, ms, zone) {
  const date = new Date(ms);
  if (isNaN(date) || date.getTimezoneOffset() === -zone) return "";
  const day = [date.getDate(), words.months[date.getMonth()], date.getFullYear()].join("\u00a0");
  return words.local.replace("{date}", day + ", " + date.toTimeString().slice(0, 5).replace(":", words.point));
}
