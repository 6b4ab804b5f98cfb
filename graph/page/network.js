// The page's own script: draws the data with vis-network and shows what is clicked. Text from posts is only ever set as text.
"use strict";
const STYLES = {
  done: { color: "#1f6f54", dashes: false },
  ended: { color: "#7a8794", dashes: [14, 4, 3, 4] },
  planned: { color: "#2d6cb5", dashes: [12, 6] },
  proposed: { color: "#b07a12", dashes: [3, 6] },
  denied: { color: "#b3261e", dashes: [1, 3, 8, 3] },
};
const data = JSON.parse(document.getElementById("data").textContent);
const make = (tag, text, css) => {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  if (css) element.className = css;
  return element;
};
const names = new Map(data.nodes.map((n) => [n.id, n.label]));
const edges = new vis.DataSet(data.edges.map((e, id) => ({
  id, from: e.from, to: e.to, ...STYLES[e.status],
  arrows: e.mutual ? "" : "to",
  width: 1 + Math.log2(1 + e.origins),
  label: e.acts.length > 1 ? `${e.type} ×${e.acts.length}` : e.type,
  font: { size: 11, color: STYLES[e.status].color, strokeWidth: 4, strokeColor: "#ffffff" },
})));
const nodes = new vis.DataSet(data.nodes.map((n) => ({
  id: n.id, label: n.label, value: n.acts, shape: n.country ? "dot" : "diamond",
  color: n.country ? "#34506b" : "#7b5aa6", font: { size: 16, color: "#1d2733" },
})));
const network = new vis.Network(document.getElementById("network"), { nodes, edges }, {
  layout: { randomSeed: 7, improvedLayout: data.nodes.length < 120 },
  nodes: { scaling: { min: 10, max: 34 } },
  edges: { smooth: { type: "dynamic" }, selectionWidth: 2 },
  physics: { solver: "forceAtlas2Based", forceAtlas2Based: { gravitationalConstant: -140, springLength: 190, avoidOverlap: 0.4 }, stabilization: { iterations: 250 } },
  interaction: { hover: true, keyboard: { enabled: true, bindToWindow: false } },
});
network.once("stabilizationIterationsDone", () => { network.setOptions({ physics: false }); network.fit(); document.body.dataset.ready = "yes"; });

const panel = document.getElementById("panel");
function heading(e) {
  const arrow = e.mutual ? "–" : "→";
  return `${names.get(e.from)} ${arrow} ${names.get(e.to)}: ${e.type}, ${e.status}`;
}
function article(act) {
  const box = make("article");
  box.append(make("div", act.title));
  box.append(make("div", act.counts, "counts"));
  if (act.contradicted) box.append(make("div", "contradicted", "contradicted"));
  box.append(make("blockquote", `«${act.quote}»`));
  const source = make("div", act.source, "source");
  if (act.url) {
    const link = make("a", "post");
    link.href = act.url;
    link.rel = "noopener noreferrer nofollow";
    link.target = "_blank";
    source.append(" · ", link);
  }
  box.append(source);
  return box;
}
function show(chosen) {
  panel.replaceChildren();
  for (const e of chosen) {
    panel.append(make("h3", heading(e)));
    for (const act of e.acts) panel.append(article(act));
  }
}
network.on("click", (click) => {
  if (click.nodes.length) show(network.getConnectedEdges(click.nodes[0]).map((id) => data.edges[id]));
  else if (click.edges.length) show(click.edges.map((id) => data.edges[id]));
});

const legend = document.getElementById("legend");
for (const [status, style] of Object.entries(STYLES)) {
  const there = data.edges.filter((e) => e.status === status).length;
  const label = make("label");
  const box = make("input");
  box.type = "checkbox";
  box.checked = true;
  box.addEventListener("change", () => edges.update(
    data.edges.flatMap((e, id) => (e.status === status ? [{ id, hidden: !box.checked }] : []))));
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "line");
  for (const [key, value] of Object.entries({ x1: 0, x2: 44, y1: 5, y2: 5, stroke: style.color, "stroke-width": 2.5, "stroke-dasharray": style.dashes || "none" })) line.setAttribute(key, value);
  svg.append(line);
  label.append(box, svg, `${status} (${there})`);
  legend.append(label);
}
