// The report with the passages that points rest on; a point can be shown in it.

import { el, onPointing } from "./dom.js";
import { utf16Offsets } from "./offsets.js";

export class Report {
  // `onPoint(numbers)` is called with the points whose source the pointer is on.
  constructor(brief, onPoint) {
    this.text = brief.source.text;
    this.units = utf16Offsets(this.text);
    this.sentences = brief.source.sentences;
    this.node = el("div", { class: "report-text", lang: brief.source.language });
    this.node.append(...this.#pieces(brief.points));
    onPointing(this.node, (target) => {
      const piece = target.closest("[data-points]");
      onPoint(piece ? piece.dataset.points.split(" ").map(Number) : []);
    });
  }

  // The text of a sentence, on one line.
  sentence(number) {
    const span = this.sentences[number];
    return span ? this.#slice(...span).replace(/\s+/g, " ").trim() : "";
  }

  // Mark the sources of these points, the exact passages more strongly than their sentences.
  show(points, reveal = true) {
    for (const piece of this.node.children) {
      const among = (list) => (list ?? "").split(" ").some((n) => n !== "" && points.includes(Number(n)));
      piece.classList.toggle("is-source", among(piece.dataset.around));
      piece.classList.toggle("is-exact", among(piece.dataset.points));
    }
    if (reveal) this.#reveal();
  }

  #slice(start, end) {
    return this.text.slice(this.units(start), this.units(end));
  }

  // Scroll the pane of the report, never the page, to the first marked passage.
  #reveal() {
    const pane = this.node.closest(".report-pane");
    const first = this.node.querySelector(".is-exact") ?? this.node.querySelector(".is-source");
    if (!pane || !first || pane.scrollHeight <= pane.clientHeight) return;
    const top = first.getBoundingClientRect().top - pane.getBoundingClientRect().top;
    if (top > 40 && top < pane.clientHeight * 0.7) return;
    pane.scrollTo({ top: pane.scrollTop + top - pane.clientHeight * 0.25, behavior: motion() });
  }

  // The text cut wherever a sentence or a passage begins or ends.
  #pieces(points) {
    const sentences = points.flatMap((point, n) =>
      point.source.filter((s) => this.sentences[s]).map((s) => [n, ...this.sentences[s]]));
    const passages = points.flatMap((point, n) =>
      (point.spans.length ? point.spans : point.source.map((s) => this.sentences[s]).filter(Boolean))
        .map(([start, end]) => [n, start, end]));
    const cuts = new Set([0, [...this.text].length]);
    for (const [, start, end] of [...sentences, ...passages]) cuts.add(start).add(end);
    const edges = [...cuts].sort((a, b) => a - b);
    return edges.slice(1).map((end, i) => this.#piece(edges[i], end, sentences, passages));
  }

  #piece(start, end, sentences, passages) {
    const covering = (spans) => [...new Set(spans.filter(([, s, e]) => s <= start && end <= e).map(([n]) => n))];
    const exact = covering(passages);
    const around = covering(sentences);
    return el(exact.length ? "mark" : "span", {
      "data-points": exact.length ? exact.join(" ") : null,
      "data-around": around.length ? around.join(" ") : null,
    }, this.#slice(start, end));
  }
}

function motion() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
}
