// The form: which source is given, what is asked for.

import { listModels } from "./api.js";
import { $, el } from "./dom.js";
import { name } from "./i18n.js";

const form = $("form");
const OPTIONS = ["points", "words", "title", "published", "summariser", "translator"];

export const source = () => document.querySelector("[data-source]:checked").value;

export function choose(kind) {
  document.querySelector(`[data-source][value="${kind}"]`).checked = true;
  clearMissing();
}

// The request as the API takes it: JSON, or a form where there is a file.
export function request() {
  const options = { diacritics: form.elements.diacritics.checked };
  for (const key of OPTIONS) {
    const { value, type } = form.elements[key];
    if (value.trim()) options[key] = type === "number" ? Number(value) : value.trim();
  }
  if (source() !== "file") return { ...options, [source()]: $(source()).value };
  const body = new FormData();
  for (const [key, value] of Object.entries(options)) body.set(key, value);
  body.set("file", $("file").files[0]);
  return body;
}

// Whether the chosen source holds anything; where not, it is told and focused.
export function filled() {
  const field = $(source());
  const empty = source() === "file" ? !field.files.length : !field.value.trim();
  if (empty) {
    field.setAttribute("aria-invalid", "true");
    field.focus();
  }
  return !empty;
}

function clearMissing() {
  for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
}

export function prepareForm() {
  $("text").addEventListener("input", count);
  form.addEventListener("input", clearMissing);
  $("example").addEventListener("click", example);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  takeDrops();
  prefill();
  fillModels().catch(() => {}); // the choice of models is a convenience: the defaults do without
}

// What a link or bookmarklet gives: behind ?, or behind # where the server need not see it.
function prefill() {
  const given = new URLSearchParams(location.search);
  for (const [key, value] of new URLSearchParams(location.hash.slice(1))) given.set(key, value);
  for (const key of ["title", "published"]) if (given.get(key)) $(key).value = given.get(key);
  if (/^https?:\/\//i.test(given.get("url") ?? "")) fill("url", given.get("url"));
  else if (given.get("text")?.trim()) fill("text", given.get("text"));
}

function fill(kind, value) {
  choose(kind);
  $(kind).value = value;
  if (kind === "text") count();
}

function count() {
  const length = [...$("text").value].length;
  if (length) name($("count"), "compose.count", { n: length });
  else $("count").textContent = "";
}

async function example() {
  const answer = await fetch(document.body.dataset.example);
  $("text").value = await answer.text();
  count();
  clearMissing();
  $("text").focus();
  $("text").setSelectionRange(0, 0);
  $("text").scrollTop = 0;
}

function takeDrops() {
  form.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    form.classList.add("is-over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("is-over"));
  form.addEventListener("drop", (event) => {
    form.classList.remove("is-over");
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    choose("file");
    $("file").files = event.dataTransfer.files;
  });
}

async function fillModels() {
  const models = (await listModels(document.body.dataset.models)).filter((model) => model.installed);
  for (const [id, task] of [["summariser", "summarise"], ["translator", "translate"]]) {
    const fitting = models.filter((model) => model.tasks.includes(task));
    if (fitting.length < 2) continue;
    $(id).replaceChildren(...fitting.map((model) =>
      el("option", { value: model.id, selected: model.default }, model.id)));
    $(id).closest(".field").hidden = false;
    $(id).addEventListener("change", () => licence(models));
  }
}

function licence(models) {
  const chosen = [$("summariser").value, $("translator").value];
  const notes = models.filter((model) => chosen.includes(model.id) && model.licence_note);
  $("licence").textContent = notes.map((model) => `${model.id}: ${model.licence_note}`).join(" ");
  $("licence").hidden = !notes.length;
}
