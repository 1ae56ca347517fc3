// A brief beside its report: points and the passages they rest on show each other.

import { renderBrief } from "./brief.js";
import { $, el, onPointing } from "./dom.js";
import { exportsBar } from "./exports.js";
import { label, say } from "./i18n.js";
import { Report } from "./report.js";

let sides = "both";

// Put the brief into #result; answers with its sheet. `announce` and `tell` speak to the reader.
export function view(brief, announce, tell) {
  const report = new Report(brief, (numbers) => activate(report, numbers, false));
  const sheet = el("article", { class: "sheet", "data-sides": sides });
  const tools = el("div", { class: "tools" }, choice(sheet),
    exportsBar(brief, () => sides, announce, tell));
  sheet.append(tools, ...renderBrief(brief, report));
  onPointing(sheet, (target) => activate(report, pointAt(target), true));
  for (const kind of ["focusin", "click"])
    sheet.addEventListener(kind, ({ target }) => activate(report, pointAt(target), true));
  const pane = el("div", { class: "report-pane", tabindex: "0", role: "region" }, report.node);
  const aside = el("section", { class: "report" }, say("h3", "brief.report"), label(pane, "brief.report"));
  $("result").replaceChildren(sheet, aside);
  $("result").hidden = false;
  return sheet;
}

function pointAt(node) {
  const point = node.closest("[data-point]");
  return point ? [Number(point.dataset.point)] : [];
}

// Show points and their sources. What was shown last stays, so that the reader can move over to
// the report and read on there.
function activate(report, numbers, reveal) {
  if (!numbers.length) return;
  report.show(numbers, reveal);
  for (const point of document.querySelectorAll("[data-point]"))
    point.classList.toggle("is-active", numbers.includes(Number(point.dataset.point)));
}

// Which languages are shown, copied and downloaded.
function choice(sheet) {
  const group = label(el("div", { class: "switch", role: "group" }), "sides.show");
  for (const value of ["both", "vi", "en"]) {
    const button = say("button", `sides.${value}`, { type: "button", "data-sides": value });
    button.setAttribute("aria-pressed", String(value === sides));
    button.addEventListener("click", () => {
      sides = value;
      sheet.dataset.sides = value;
      for (const other of group.children)
        other.setAttribute("aria-pressed", String(other === button));
    });
    group.append(button);
  }
  return group;
}
