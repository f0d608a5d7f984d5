// The stream of events. It reconnects by itself, soon at first and then ever more calmly, and it rests while nobody
// looks: a browser opens six connections to one host and no more, so forgotten tabs would starve the one in sight.
const FIRST_WAIT = 200, LONGEST_WAIT = 3000, PATIENCE = 30000;

const listen = (address, hear, connected) => {
  let source, timer, resting, wait = FIRST_WAIT;

  const open = () => {
    clearTimeout(timer);
    if (source) source.close();
    source = new EventSource(address());
    source.onmessage = (event) => {
      wait = FIRST_WAIT;
      connected(true);
      hear(JSON.parse(event.data));
    };
    source.onerror = () => {
      source.close();
      connected(false);
      timer = setTimeout(open, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    };
  };
  const close = () => {
    clearTimeout(timer);
    source.close();
  };

  document.addEventListener("visibilitychange", () => {
    clearTimeout(resting);
    if (document.hidden) resting = setTimeout(close, PATIENCE);
    else if (source.readyState === EventSource.CLOSED) open();
  });
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => event.persisted && open());
  open();
  return open;
};
