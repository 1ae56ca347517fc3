// The search of the archive and its rows, page by page.

import { $, el } from "./dom.js";
import { name, say, t } from "./i18n.js";
import { exportAddress, search } from "./kept.js";
import { announce, tell } from "./speaking.js";

let next = null;
let asking = 0; // the newest question; answers to older ones are dropped

export function prepareSearch() {
  const form = $("search");
  for (const [key, value] of new URLSearchParams(location.search))
    if (form.elements[key]) form.elements[key].value = value;
  const narrowed = [...$("filters").querySelectorAll("input, select")].some((field) => field.value);
  $("filters").open = narrowed || matchMedia("(min-width: 60rem)").matches;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    list();
  });
  form.addEventListener("reset", () => setTimeout(list));
  $("more").addEventListener("click", () => more());
}

// Ask for the first page; the address of the page keeps the question.
export async function list() {
  const asked = question();
  history.replaceState(null, "", `${location.pathname}${asked.size ? `?${asked}` : ""}${location.hash}`);
  $("export").href = exportAddress(asked);
  await show(asked, true);
}

async function more() {
  const asked = question();
  asked.set("cursor", next);
  const before = $("rows").children.length;
  await show(asked, false);
  $("rows").children[before]?.querySelector("a").focus();
}

function question() {
  const filled = [...new FormData($("search"))].filter(([, value]) => value.trim());
  return new URLSearchParams(filled);
}

async function show(asked, anew) {
  const mine = ++asking;
  tell(null);
  try {
    const page = await search(asked);
    if (mine !== asking) return;
    if (anew) $("rows").replaceChildren();
    $("rows").append(...page.briefs.map(row));
    next = page.next;
    $("more").hidden = !next;
    const count = $("rows").children.length;
    $("empty").hidden = count > 0;
    name($("empty"), asked.size ? "archive.none" : "archive.empty");
    announce(t("archive.count", { n: count }));
  } catch (error) {
    if (mine === asking) tell(error);
  }
}

function row(brief) {
  const review = brief.status === "review";
  const made = [brief.agency, brief.place].filter(Boolean).join(", ");
  return el("li", { class: "row" },
    el("a", { href: `#${brief.id}`, class: "row-head" },
      el("span", { lang: "vi", translate: "no" }, brief.headline.vi || brief.title || brief.id),
      el("span", { lang: "en", translate: "no", class: "row-en" }, brief.headline.en)),
    el("p", { class: "row-facts" },
      el("time", { datetime: brief.day }, brief.day.split("-").reverse().join("/")),
      made ? el("span", {}, made) : null,
      say("span", review ? "brief.review" : "brief.ok", { class: `badge ${review ? "review" : "ok"}` }),
      brief.corrected ? say("span", "archive.corrected", { class: "badge machine" }) : null));
}
