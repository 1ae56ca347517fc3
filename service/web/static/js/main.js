// The page: form, progress, brief, report.

import { ProblemError, makeBrief } from "./api.js";
import { $ } from "./dom.js";
import { filled, prepareForm, request } from "./form.js";
import { has, loadWords, name, prepareSwitch, t } from "./i18n.js";
import { announce, tell } from "./speaking.js";
import { view } from "./viewer.js";

let running = null;

async function start() {
  await loadWords();
  prepareForm();
  prepareSwitch();
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

function show(brief) {
  view(brief, announce, tell);
  name($("compose-title"), "compose.again");
  $("compose").open = false;
  announce(t(brief.status === "review" ? "brief.doneReview" : "brief.done"));
  $("result").focus({ preventScroll: true });
  $("compose").scrollIntoView({ block: "start" });
}

start();
