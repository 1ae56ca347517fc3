// The batches that are worked on, each watched until it ends.

import { $, el } from "./dom.js";
import { label, name, say } from "./i18n.js";
import { batches } from "./kept.js";

const ENDED = ["finished", "failed", "cancelled"];

export async function showBatches() {
  const found = (await batches().catch(() => [])).filter((batch) => batch.kind === "batch");
  $("batches").hidden = !found.length;
  $("batch-list").replaceChildren(...found.map(row));
  const running = found.filter((batch) => !ENDED.includes(batch.state));
  if (!running.length) return;
  name($("batches-running"), "batch.running", { n: running.length });
  $("batches").open = true;
  for (const batch of running) watch(batch);
}

function watch(batch) {
  const source = new EventSource(batch.events);
  source.addEventListener("progress", ({ data }) => update(JSON.parse(data)));
  source.addEventListener("end", ({ data }) => {
    source.close();
    update(JSON.parse(data));
  });
}

function update(batch) {
  $(`batch-${batch.id}`)?.replaceWith(row(batch));
  const running = document.querySelectorAll("#batch-list [data-running]").length;
  name($("batches-running"), running ? "batch.running" : "batch.ended", { n: running });
}

function row(batch) {
  const ready = batch.counts.done + batch.counts.failed + batch.counts.cancelled;
  const running = !ENDED.includes(batch.state);
  const meter = label(el("progress", { max: batch.total, value: ready }), "batch.progress", { ready, total: batch.total });
  return el("li", { class: "batch", id: `batch-${batch.id}`, "data-running": running },
    el("p", { class: "batch-head" }, say("strong", `batch.task.${batch.task}`), " ",
      el("time", { datetime: batch.created }, new Date(batch.created).toLocaleString(document.documentElement.lang))),
    meter,
    el("p", { class: "batch-facts" }, say("span", "batch.progress", {}, { ready, total: batch.total }),
      batch.counts.failed ? say("span", "batch.failed", { class: "badge review" }, { n: batch.counts.failed }) : null,
      say("span", `batch.state.${batch.state}`, { class: `badge ${batch.state === "failed" ? "review" : "machine"}` }),
      ready ? say("a", "batch.results", { href: batch.results, download: `${batch.id}.jsonl` }) : null));
}
