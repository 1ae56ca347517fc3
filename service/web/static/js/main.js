// The page: form, progress, brief, report.

import { ProblemError, makeBrief } from "./api.js";
import { renderBrief } from "./brief.js";
import { $, el, onPointing } from "./dom.js";
import { exportsBar } from "./exports.js";
import { filled, prepareForm, request } from "./form.js";
import { has, label, loadWords, name, say, switchTo, t } from "./i18n.js";
import { Report } from "./report.js";

let running = null;
let sides = "both";

async function start() {
  await loadWords();
  prepareForm();
  for (const link of document.querySelectorAll("[data-language]"))
    link.addEventListener("click", (event) => {
      event.preventDefault();
      switchTo(link.dataset.language);
    });
  $("form").addEventListener("submit", submit);
  $("cancel").addEventListener("click", () => running?.abort());
  document.documentElement.dataset.ready = "";
}

async function submit(event) {
  event.preventDefault();
  if (running) return;
  tell(null);
  if (!filled()) {
    tell(new ProblemError({ code: "empty-text", detail: "" }));
    return;
  }
  running = new AbortController();
  busy(true);
  try {
    const brief = await makeBrief($("form").action, request(), progress, running.signal);
    show(brief);
  } catch (error) {
    if (error.name === "AbortError") announce(t("progress.cancelled"));
    else tell(error);
  } finally {
    running = null;
    busy(false);
  }
}

function busy(on) {
  $("progress").hidden = !on;
  $("submit").disabled = on;
  $("form").setAttribute("aria-busy", String(on));
  if (on) progress("Reading the report", 0);
}

function progress(stage, fraction) {
  const known = `stage.${stage.toLowerCase().replaceAll(" ", "-")}`;
  const key = has(known) ? known : "stage.working";
  if ($("stage").dataset.i18n !== key) announce(t(key));
  name($("stage"), key);
  if (fraction > 0) $("meter").value = fraction;
  else $("meter").removeAttribute("value");
}

function announce(text) {
  $("live").textContent = text;
}

// Tell what went wrong in the reader's language, with the sentence of the service below it.
function tell(error) {
  $("problem").replaceChildren();
  if (!error) return;
  const problem = error instanceof ProblemError ? error.problem : { code: "offline", detail: "" };
  const key = `problem.${problem.code}`;
  const known = has(key);
  $("problem").append(
    say("p", known ? key : "problem.other", { class: "problem-title" }),
    ...(problem.detail ? [el("p", { lang: "en", class: "problem-detail" }, problem.detail)] : []),
  );
}

function show(brief) {
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
  name($("compose-title"), "compose.again");
  $("compose").open = false;
  announce(t(brief.status === "review" ? "brief.doneReview" : "brief.done"));
  $("result").focus({ preventScroll: true });
  $("compose").scrollIntoView({ block: "start" });
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

start();
