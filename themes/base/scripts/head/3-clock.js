// Which time it is: the device says, the page's own host may correct it, performance.now() counts on.
let clock, asked;

function setClock(time, by) {
  clock = { by, base: time - performance.now(), gap: Date.now() - time };
}

function now() {
  return clock.base + performance.now();
}

// After sleep the counting may have stood still: a device that went further is believed, one that went back is not.
// Then one HEAD to this very page, only when something changes within two days of now. Offline the device decides.
// The true time lies between Date and Date + Age: a device inside that range is right, else the later end holds.
function resync(changes, then) {
  const start = performance.now();
  setClock(Math.max(now(), Date.now() - clock.gap), clock.by);
  if (start < asked || !/^http/.test(location) || !changes.some((at) => Math.abs(at - now()) < 2 * DAY)) return;
  asked = start + MINUTE;
  fetch(location, { method: "HEAD", cache: "no-store" }).then((answer) => {
    const date = Date.parse(answer.headers.get("Date")), latest = date + answer.headers.get("Age") * 1e3;
    const device = Date.now(), right = device >= date && device < latest + 1e3 + performance.now() - start;
    if (latest > 0) setClock(right ? device : latest, right ? "device" : "server");
    then();
  }, () => 0);
}

setClock(Date.now(), "device");
