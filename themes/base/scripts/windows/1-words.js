// Words the dates of later windows; the twin of generator/page/datepatterns.py. A pattern of four is a range of days.
const pad = (number) => String(number).padStart(2, "0");

function word(pattern, values, names) {
  if (pattern[3] && pattern.map) {
    const [one, two] = values.map((value) => new Date(value * 864e5).toISOString());
    pattern = pattern[[10, 7, 4].filter((end) => one.slice(0, end) !== two.slice(0, end)).length];
  }
  return pattern.slice(1).replace(/%(2?)(\w)/g, (_, second, code) => {
    const value = values[second ? 1 : 0];
    const [, ahead, zone] = names.zones.filter((turn) => turn[0] <= value).pop(), far = Math.abs(ahead);
    // The time on the wall, read as if it were UTC.
    const at = new Date(pattern[0] === "D" ? value * 864e5 : (value + (pattern[0] === "L" ? ahead : 0)) * 6e4);
    const day = at.getUTCDate(), month = at.getUTCMonth(), weekday = (at.getUTCDay() + 6) % 7;
    return {
      n: value, s: value * 6e4, o: ahead, Z: zone,
      d: day, D: pad(day), m: pad(month + 1), Y: at.getUTCFullYear(), H: pad(at.getUTCHours()), M: pad(at.getUTCMinutes()),
      b: names.months[0][month], B: names.months[1][month], a: names.weekdays[0][weekday], A: names.weekdays[1][weekday],
      z: (ahead < 0 ? "-" : "+") + pad(Math.floor(far / 60)) + ":" + pad(far % 60),
    }[code];
  });
}
