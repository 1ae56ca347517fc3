// The archive: a list to search, and the brief that the address names.

import { showBatches } from "./batches.js";
import { correctable, history } from "./correcting.js";
import { $, el } from "./dom.js";
import { loadWords, prepareSwitch, say, t } from "./i18n.js";
import { corrections, read, remove } from "./kept.js";
import { list, prepareSearch } from "./listing.js";
import { announce, tell } from "./speaking.js";
import { view } from "./viewer.js";

let listed = false;
let from = null; // the link that the reader came by

async function start() {
  await loadWords();
  prepareSwitch();
  prepareSearch();
  addEventListener("hashchange", route);
  $("rows").addEventListener("click", ({ target }) => { from = target.closest("a"); });
  await route();
  showBatches();
  document.documentElement.dataset.ready = "";
}

// The list, or the brief whose id stands after the #.
async function route() {
  const id = decodeURIComponent(location.hash.slice(1));
  const whole = id && id !== "main" && !id.startsWith("point-");
  if (id && !whole) return;
  tell(null);
  try {
    if (whole) await open(id);
    else await back();
  } catch (error) {
    $("result").hidden = true;
    tell(error);
  }
}

async function open(id) {
  $("list").hidden = true;
  $("back").hidden = false;
  const [brief, made] = await Promise.all([read(id), corrections(id)]);
  show(brief, made);
  $("result").focus({ preventScroll: true });
  scrollTo(0, 0);
}

async function back() {
  $("result").hidden = true;
  $("back").hidden = true;
  $("list").hidden = false;
  if (!listed) await list();
  listed = true;
  if (from?.isConnected) from.focus();
}

function show(brief, made) {
  const sheet = view(brief, announce, tell);
  correctable(sheet, brief, saved, tell);
  const button = say("button", "archive.delete", { type: "button", class: "delete" });
  button.addEventListener("click", () => erase(brief.id));
  sheet.append(...(made.length ? [history(made)] : []), el("p", { class: "sheet-end" }, button));
}

async function saved(brief, where) {
  tell(null);
  show(brief, await corrections(brief.id));
  listed = false; // its row says something else now
  announce(t("correct.saved"));
  document.querySelector(`[data-where="${where}"]`)?.focus();
}

async function erase(id) {
  if (!confirm(t("archive.deleteSure"))) return;
  try {
    await remove(id);
    listed = false;
    location.hash = "";
  } catch (error) {
    tell(error);
  }
}

start();
