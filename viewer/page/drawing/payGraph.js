import { isRest, shownName } from "../alert/columns.js";
import { colour } from "../shared/themeSwitch.js";
import { shortNumber } from "./chart.js";

/** @typedef {{ origin: string, target: string, amount: number }} Flow */

const MAX_LABEL = 16;
/** Pixels. */
const SIDE_MARGIN = 52;
/** Of a letter of a label beside its account. */
const LETTER_WIDTH = 6.2;
const TOP_MARGIN = 22;
const LABEL_MARGIN = 34;
const MAX_DISTANCE = 130;

/**
 * Who pays whom: accounts as circles, arrows as thick as the money that flowed. Returns what takes it away.
 * @param {HTMLElement} place
 * @param {Flow[]} flows
 * @param {{ marked?: Set<string>, columnOf?: (name: string) => number, onAccount: (account: string) => void }} options `marked` accounts stand out; `columnOf`: in which column from the left an account stands
 */
export async function drawGraph(place, flows, { marked = new Set(), columnOf, onAccount }) {
  const { default: cytoscape } = await import("/assets/vendor/cytoscape.js");
  const most = Math.max(...flows.map(({ amount }) => amount), 1);
  const names = new Set(flows.flatMap(({ origin, target }) => [origin, target]));
  const few = flows.length <= 6;
  const sideOf = columnOf === undefined ? () => "below" : sidesOf([...names], columnOf);
  const graph = cytoscape({
    container: place,
    elements: [
      ...[...names].map((name) => ({
        data: {
          id: `a${name}`,
          name,
          label: shorten(shownName(name)),
          marked: marked.has(name) ? 1 : 0,
          rest: isRest(name) ? 1 : 0,
          side: sideOf(name),
        },
      })),
      ...flows.map(({ origin, target, amount }, index) => ({
        data: {
          id: `f${index}`,
          source: `a${origin}`,
          target: `a${target}`,
          label: few ? shortNumber(amount) : "",
          width: 1 + 4 * Math.sqrt(amount / most),
        },
      })),
    ],
    style: styles(),
    layout: columnOf === undefined ? layoutFor(names.size, flows.length) : inColumns([...names], columnOf),
    userZoomingEnabled: false,
    userPanningEnabled: false,
    boxSelectionEnabled: false,
    autoungrabify: true,
    pixelRatio: "auto",
  });
  fill(graph);
  graph.on("tap", "node", (event) => {
    const name = event.target.data("name");
    if (!isRest(name)) onAccount(name);
  });
  const resize = new ResizeObserver(() => fill(graph));
  resize.observe(place);
  return () => {
    resize.disconnect();
    graph.destroy();
  };
}

/**
 * Spreads the accounts over the whole place instead of zooming, so that names keep their size and room.
 * @param {import("cytoscape").Core} graph
 */
function fill(graph) {
  graph.resize();
  graph.viewport({ zoom: 1, pan: { x: 0, y: 0 } });
  const nodes = graph.nodes();
  const stretch = (/** @type {"x" | "y"} */ axis, /** @type {number} */ start, /** @type {number} */ end) => {
    const all = nodes.map((node) => node.position(axis));
    const [least, most] = [Math.min(...all), Math.max(...all)];
    const middle = (start + end) / 2;
    const room = Math.min(end - start, nodes.length * MAX_DISTANCE);
    return (/** @type {number} */ at) =>
      most - least < 1 ? middle : middle + ((at - least) / (most - least) - 0.5) * room;
  };
  const x = stretch("x", marginFor(nodes, "left"), graph.width() - marginFor(nodes, "right"));
  const y = stretch("y", TOP_MARGIN, graph.height() - LABEL_MARGIN);
  nodes.positions((node) => ({ x: x(node.position("x")), y: y(node.position("y")) }));
}

/** Room for the labels that stand beside their accounts. @param {import("cytoscape").NodeCollection} nodes @param {"left" | "right"} side */
function marginFor(nodes, side) {
  const labels = nodes.filter((node) => node.data("side") === side).map((node) => [...node.data("label")].length);
  return labels.length === 0 ? SIDE_MARGIN : 16 + LETTER_WIDTH * Math.max(...labels);
}

/**
 * On which side of an account its name stands: outside of the first and the last column, where no arrow comes by.
 * @param {string[]} names
 * @param {(name: string) => number} columnOf
 */
function sidesOf(names, columnOf) {
  const [first, last] = [Math.min(...names.map(columnOf)), Math.max(...names.map(columnOf))];
  return (/** @type {string} */ name) =>
    first === last ? "below" : columnOf(name) === first ? "left" : columnOf(name) === last ? "right" : "below";
}

/** @param {number} accounts @param {number} flows */
function layoutFor(accounts, flows) {
  const padding = 24;
  if (accounts === 2) return { name: "grid", rows: 1, padding: 60, avoidOverlapPadding: 80 };
  if (flows === accounts - 1 && accounts <= 16)
    return { name: "concentric", padding, minNodeSpacing: 24, concentric: degree, levelWidth: () => 1 };
  return {
    name: "cose",
    padding,
    animate: false,
    randomize: true,
    nodeDimensionsIncludeLabels: true,
    componentSpacing: 60,
    nodeRepulsion: () => 12_000,
    idealEdgeLength: () => 70,
    numIter: 400,
  };
}

/**
 * @param {string[]} names
 * @param {(name: string) => number} columnOf
 * @returns {import("cytoscape").LayoutOptions}
 */
function inColumns(names, columnOf) {
  /** @type {string[][]} */
  const columns = [];
  for (const name of names) columns[columnOf(name)] = [...(columns[columnOf(name)] ?? []), name];
  const places = new Map(
    columns.flatMap((column, x) =>
      column.map((name, i) => [`a${name}`, { x: x * 100, y: 10 * (2 * i + 1 - column.length) }]),
    ),
  );
  return { name: "preset", positions: (/** @type {any} */ node) => places.get(node.id()) ?? { x: 0, y: 0 } };
}

/** @param {{ degree(): number }} node */
function degree(node) {
  return node.degree();
}

/** @returns {import("cytoscape").StylesheetJson} */
function styles() {
  const text = {
    "font-family": "system-ui, sans-serif",
    "font-size": 11,
    color: colour("text"),
  };
  const beside = /** @type {const} */ ({ "text-valign": "center", "text-margin-y": 0 });
  return [
    {
      selector: "node",
      style: {
        ...text,
        label: "data(label)",
        width: 14,
        height: 14,
        "background-color": colour("node"),
        "border-width": 1.5,
        "border-color": colour("accent"),
        "text-valign": "bottom",
        "text-margin-y": 4,
        // Around the letters only: a whole box would hide the arrows that end beside it.
        "text-outline-color": colour("surface"),
        "text-outline-width": 2,
      },
    },
    { selector: 'node[side = "left"]', style: { ...beside, "text-halign": "left", "text-margin-x": -4 } },
    { selector: 'node[side = "right"]', style: { ...beside, "text-halign": "right", "text-margin-x": 4 } },
    { selector: "node[marked = 1]", style: { "background-color": colour("accent"), "font-weight": "bold" } },
    { selector: "node[rest = 1]", style: { "border-style": "dashed", "border-color": colour("muted") } },
    {
      selector: "edge",
      style: {
        ...text,
        label: "data(label)",
        width: "data(width)",
        "line-color": colour("edge"),
        "target-arrow-color": colour("edge"),
        "target-arrow-shape": "triangle",
        // Before the name, where that stands in its way.
        "target-endpoint": "outside-to-node-or-label",
        "arrow-scale": 0.9,
        "curve-style": "bezier",
        "text-background-color": colour("surface"),
        "text-background-opacity": 1,
        "text-background-padding": "2px",
      },
    },
  ];
}

/** @param {string} name */
function shorten(name) {
  const letters = [...name];
  return letters.length > MAX_LABEL ? `${letters.slice(0, MAX_LABEL - 1).join("")}…` : name;
}
