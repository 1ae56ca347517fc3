// Correcting a brief in place: both languages of one text, with what the memory suggests.

import { el } from "./dom.js";
import { label, say } from "./i18n.js";
import { correct, lookUp } from "./kept.js";

const AUTHOR = "songngu.author"; // remembered, so that it is typed once

// Give each text of the sheet a button; `saved(brief, where)` and `failed(error)` are told.
export function correctable(sheet, brief, saved, failed) {
  const places = [["headline", sheet.querySelector(".headline"), brief.headline],
    ...brief.points.map((point, n) => [`points/${n}`, sheet.querySelector(`#point-${n} .under`), point])];
  for (const [where, node, text] of places) {
    const button = say("button", "correct.open", { type: "button", class: "link correct-open", "data-where": where });
    label(button, where === "headline" ? "correct.openHeadline" : "correct.openPoint", { n: number(where) });
    button.addEventListener("click", () => {
      button.hidden = true;
      const form = editor(brief.id, where, text, saved, failed, () => {
        form.remove();
        button.hidden = false;
        button.focus();
      });
      button.after(form);
      form.elements.en.focus();
    });
    node.append(button);
  }
}

function editor(id, where, text, saved, failed, close) {
  const key = where.replace("/", "-");
  const area = (side) => el("p", { class: "field" },
    say("label", `sides.${side}`, { for: `${key}-${side}` }),
    filled(el("textarea", { id: `${key}-${side}`, name: side, lang: side, rows: "4", maxlength: "5000" }), text[side]));
  const author = filled(el("input", { type: "text", name: "author", id: `${key}-author`, maxlength: "200", autocomplete: "name" }),
    localStorage.getItem(AUTHOR) ?? "");
  const cancel = say("button", "correct.cancel", { type: "button" });
  const form = label(el("form", { class: "correct" }), "correct.title");
  form.append(
    el("div", { class: "correct-sides" }, area("vi"), area("en")),
    suggestions(text.vi, form),
    el("p", { class: "field correct-author" }, say("label", "correct.author", { for: `${key}-author` }), author),
    el("p", { class: "correct-buttons" }, say("button", "correct.save", { type: "submit", class: "primary" }), cancel));
  cancel.addEventListener("click", close);
  form.addEventListener("keydown", ({ key: pressed }) => pressed === "Escape" && close());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    localStorage.setItem(AUTHOR, author.value.trim());
    form.querySelector("[type=submit]").disabled = true;
    try {
      saved(await correct(id, change(form, where, text, author.value.trim())), where);
    } catch (error) {
      form.querySelector("[type=submit]").disabled = false;
      failed(error);
    }
  });
  return form;
}

function filled(field, value) {
  field.value = value;
  return field;
}

// Only the languages that were changed are sent.
function change(form, where, text, author) {
  const given = ["vi", "en"].map((side) => [side, form.elements[side].value.trim()]);
  return { where, author, ...Object.fromEntries(given.filter(([side, value]) => value !== text[side])) };
}

// Settled pairs for sentences like these; nothing where there are none or no memory answers.
function suggestions(text, form) {
  const node = el("div", { class: "suggestions", "aria-live": "polite" });
  const whole = sentences(text);
  Promise.all(whole.map((vi, n) => known(vi, n))).then((found) => {
    const rows = found.flat().map((one) => suggestion(one, whole.length, form));
    if (rows.length) node.append(say("p", "correct.memory", { class: "hint" }), el("ul", {}, rows));
  }).catch(() => node.remove());
  return node;
}

const sentences = (text) => text.split(/(?<=[.!?…])\s+/).filter(Boolean);

// What the memory knows of one sentence; `at` is its number in the text.
async function known(vi, at) {
  const { exact, similar } = await lookUp(vi.slice(0, 2000));
  const same = exact ? [{ vi, en: exact, score: 100, at }] : [];
  return [...same, ...similar.filter((one) => one.en !== exact).map((one) => ({ ...one, at }))];
}

function suggestion({ vi, en, score, at }, count, form) {
  const use = say("button", "correct.use", { type: "button" });
  label(use, "correct.useThis", { en });
  use.addEventListener("click", () => {
    form.elements.en.value = put(form.elements.en.value, en, at, count);
    form.elements.en.focus();
  });
  return el("li", {}, el("span", { class: "score" }, `${score}%`),
    el("div", {}, el("p", { lang: "vi" }, vi), el("p", { lang: "en" }, en)), use);
}

// The English with one sentence replaced; where sentences do not match, the other stands after it.
function put(text, en, at, count) {
  const own = sentences(text);
  if (count === 1) return en;
  return (own.length === count ? own.with(at, en) : [...own, en]).join(" ");
}

// What was corrected before, the newest first.
export function history(made) {
  const rows = [...made].reverse().map((one) => el("li", {},
    el("p", { class: "hint history-facts" }, place(one.where), say("span", `sides.${one.language}`),
      one.author ? el("span", {}, one.author) : null, el("time", { datetime: one.made }, day(one.made))),
    el("p", { lang: one.language }, el("del", {}, one.before)),
    el("p", { lang: one.language }, el("ins", {}, one.after))));
  return el("details", { class: "folded history" }, say("summary", "correct.history", {}, { n: made.length }), el("ul", {}, rows));
}

const number = (where) => Number(where.split("/")[1] ?? 0) + 1;

function place(where) {
  if (where.startsWith("points/")) return say("span", "brief.point", {}, { n: number(where) });
  return where === "headline" ? say("span", "place.headline") : el("span", {}, where);
}

const day = (moment) => new Date(moment).toLocaleString(document.documentElement.lang);
