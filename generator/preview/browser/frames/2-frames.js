// The frames: each as large as the device it stands for, drawn smaller.
const SMALLER = [[480, 0.7], [800, 0.5], [Infinity, 0.5]];
const views = facts.sizes.map(({ word, width, height }) => {
  const frame = make("iframe", { title: `${word}, ${width}×${height}`, width, height, load: () => arrived(frame) });
  const link = make("a", { target: "_blank", rel: "noopener" }, words.open_alone);
  const box = make("div", { class: "screen" }, frame);
  const figure = make("figure", {}, make("figcaption", {}, make("b", {}, word), make("span", {}, `${width}×${height}`), link), box);
  return { frame, link, box, figure, width, height };
});

const fit = () => {
  for (const { frame, box, figure, width, height } of views) {
    const scale = Math.min(SMALLER.find(([most]) => width <= most)[1], (document.documentElement.clientWidth - 34) / width);
    frame.style.transform = `scale(${scale})`;
    box.style.width = `${width * scale}px`;
    box.style.height = `${height * scale}px`;
    figure.style.width = `${width * scale + 2}px`;
  }
};

const address = () => addressOf(page) + (lookQuery() ? `?${lookQuery()}` : "");

// Whether a frame shows the page and look that is chosen; one on its way there is told when it has arrived.
const isThere = (frame) => {
  const { location: there, etalasePreview: preview } = frame.contentWindow;
  return Boolean(preview) && preview.page === page && there.search === address().replace(/^[^?]*/, "");
};

const showFrames = () => {
  for (const { frame, link } of views) {
    link.href = address();
    if (!isThere(frame)) frame.src = address();
  }
};

// A frame that went to another page takes the others along.
const arrived = (frame) => {
  const preview = frame.contentWindow.etalasePreview;
  if (!preview) return;
  if (preview.page !== page && facts.pages.some((it) => it.path === preview.page)) goTo(preview.page);
  else if (newest && isThere(frame)) preview.take(newest);
};
