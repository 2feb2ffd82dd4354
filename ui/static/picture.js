// Saves a chart as PNG: what the browser has drawn, with title, source and day around it. Nothing is fetched.
(() => {
  "use strict";

  const MARGIN = 24;
  const HEAD = 56;
  const LEADING = 18;
  const SCALE = 2;
  const SVG = "http://www.w3.org/2000/svg";
  const KEPT = [
    "fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-opacity", "stroke-linejoin",
    "opacity", "font-family", "font-size", "font-weight", "text-anchor", "dominant-baseline", "display", "visibility",
  ];

  // The drawings of a holder: plotly lays several over each other; ours is one, behind a component's shadow.
  function drawings(holder, select) {
    const plot = holder.querySelector(".js-plotly-plot");
    if (plot) return { frame: plot, layers: [...plot.querySelectorAll(".main-svg")] };
    for (const element of holder.querySelectorAll("*")) {
      const found = element.shadowRoot?.querySelector(select || "svg");
      if (found) return { frame: found, layers: [found] };
    }
    const own = holder.querySelector(select || "svg");
    return own ? { frame: own, layers: [own] } : null;
  }

  // A picture knows no stylesheet: what it says about each shape is written at the shape.
  function copied(layer) {
    const copy = layer.cloneNode(true);
    const from = [layer, ...layer.querySelectorAll("*")];
    const to = [copy, ...copy.querySelectorAll("*")];
    from.forEach((element, place) => {
      const style = window.getComputedStyle(element);
      for (const name of KEPT) to[place].style.setProperty(name, style.getPropertyValue(name));
    });
    return copy;
  }

  function line(text, x, y, style) {
    const element = document.createElementNS(SVG, "text");
    element.setAttribute("x", x);
    element.setAttribute("y", y);
    element.setAttribute("style", style);
    element.textContent = text;
    return element;
  }

  // Below the drawing: its notes, then whose data they are and of which day, in lines no longer than the picture.
  function wrapped(text, width, font) {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = font;
    const lines = [];
    let current = "";
    for (const part of text.match(/[\w.,:;()%+−-]+ ?|./gu) ?? []) {
      if (current && pen.measureText(current + part).width > width) {
        lines.push(current);
        current = "";
      }
      current += part;
    }
    return [...lines, current];
  }

  function composed(found, button) {
    const { width, height } = found.frame.getBoundingClientRect();
    const room = Math.max(width, 480);
    const small = `12px ${window.getComputedStyle(button).fontFamily}`;
    const told = [...(button.dataset.notes?.split("\n") ?? []), button.dataset.foot];
    const below = told.flatMap((text) => wrapped(text, room, small));
    const whole = { width: room + 2 * MARGIN, height: height + HEAD + LEADING * (below.length + 1) };
    const colours = window.getComputedStyle(document.documentElement);
    const [ground, ink, quiet] = ["--page", "--ink", "--quiet"].map((name) => colours.getPropertyValue(name).trim());
    const family = window.getComputedStyle(button).fontFamily;
    const picture = document.createElementNS(SVG, "svg");
    for (const [name, value] of Object.entries(whole)) picture.setAttribute(name, value);
    const paper = document.createElementNS(SVG, "rect");
    paper.setAttribute("width", "100%");
    paper.setAttribute("height", "100%");
    paper.setAttribute("fill", ground);
    picture.append(paper);
    picture.append(line(button.dataset.title, MARGIN, 34, `font: 600 17px ${family}; fill: ${ink}`));
    for (const layer of found.layers) {
      const copy = copied(layer);
      copy.setAttribute("x", MARGIN);
      copy.setAttribute("y", HEAD);
      copy.setAttribute("width", width);
      copy.setAttribute("height", height);
      copy.style.removeProperty("position");
      picture.append(copy);
    }
    below.forEach((text, place) => {
      picture.append(line(text, MARGIN, HEAD + height + LEADING * (place + 1), `font: ${small}; fill: ${quiet}`));
    });
    return { picture, ...whole };
  }

  async function save(button) {
    const holder = document.querySelector(`.st-key-${CSS.escape(button.dataset.picture)}`);
    const found = holder && drawings(holder, button.dataset.select);
    if (!found) return;
    const { picture, width, height } = composed(found, button);
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(picture))}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.ceil(width * SCALE);
    canvas.height = Math.ceil(height * SCALE);
    const pen = canvas.getContext("2d");
    pen.scale(SCALE, SCALE);
    pen.drawImage(image, 0, 0, width, height);
    const file = await new Promise((done) => canvas.toBlob(done, "image/png"));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = button.dataset.file;
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  // ---- On paper ----

  // The paper is narrower than the window, and plotly would draw anew while it is printed: it is printed as it stands.
  const STANDS_IN = "db-print-picture";

  function standIn() {
    for (const plot of document.querySelectorAll(".js-plotly-plot")) {
      const { width, height } = plot.getBoundingClientRect();
      if (!width || !height) continue;
      const picture = document.createElementNS(SVG, "svg");
      picture.setAttribute("viewBox", `0 0 ${width} ${height}`);
      for (const layer of plot.querySelectorAll(".main-svg")) {
        const copy = copied(layer);
        copy.style.removeProperty("position");
        picture.append(copy);
      }
      const holder = document.createElement("div");
      holder.className = STANDS_IN;
      holder.append(picture);
      const chart = plot.closest('[data-testid="stPlotlyChart"]') ?? plot;
      chart.after(holder);
    }
  }

  function standDown() {
    for (const holder of document.querySelectorAll(`.${STANDS_IN}`)) holder.remove();
  }

  window.addEventListener("beforeprint", () => {
    standDown();
    standIn();
  });
  window.addEventListener("afterprint", standDown);

  document.addEventListener("click", (event) => {
    const button = event.composedPath().find((part) => part.dataset?.picture);
    if (button) save(button);
  });
})();
