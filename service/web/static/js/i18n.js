// The words of the page in both languages. Elements name theirs in data-i18n attributes, so that
// a switch of language changes the words and nothing else.

import { el } from "./dom.js";

const LANGUAGES = ["vi", "en"];
const words = {};
let current = LANGUAGES.includes(document.documentElement.lang) ? document.documentElement.lang : "vi";

export const language = () => current;

export function t(key, values = {}) {
  const text = words[current]?.[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => shown(values[name]) ?? whole);
}

const shown = (value) => (typeof value === "number" ? value.toLocaleString(current) : value);

export const has = (key) => key in (words[current] ?? {});

// An element whose text is a word of the page, also after the language is switched.
export function say(tag, key, attributes = {}, values = {}) {
  const node = el(tag, attributes);
  return name(node, key, values);
}

export function name(node, key, values = {}) {
  node.dataset.i18n = key;
  node.dataset.i18nValues = JSON.stringify(values);
  node.textContent = t(key, values);
  return node;
}

export function label(node, key, values = {}) {
  node.dataset.i18nLabel = key;
  node.dataset.i18nLabelValues = JSON.stringify(values);
  node.setAttribute("aria-label", t(key, values));
  return node;
}

export async function loadWords() {
  await Promise.all(LANGUAGES.map(async (code) => {
    const answer = await fetch(`${document.body.dataset.strings}${code}.json`);
    words[code] = await answer.json();
  }));
}

// The links of the languages change the words in place.
export function prepareSwitch() {
  for (const link of document.querySelectorAll("[data-language]"))
    link.addEventListener("click", (event) => {
      event.preventDefault();
      switchTo(link.dataset.language);
    });
}

function switchTo(code) {
  current = code;
  document.documentElement.lang = code;
  document.cookie = `lang=${code}; path=/; max-age=31536000; samesite=lax`;
  const parse = (text) => JSON.parse(text ?? "{}");
  for (const node of document.querySelectorAll("[data-i18n]"))
    node.textContent = t(node.dataset.i18n, parse(node.dataset.i18nValues));
  for (const node of document.querySelectorAll("[data-i18n-label]"))
    node.setAttribute("aria-label", t(node.dataset.i18nLabel, parse(node.dataset.i18nLabelValues)));
  for (const node of document.querySelectorAll("[data-i18n-placeholder]"))
    node.placeholder = t(node.dataset.i18nPlaceholder);
  for (const node of document.querySelectorAll("[data-language]")) {
    if (node.dataset.language === code) node.setAttribute("aria-current", "true");
    else node.removeAttribute("aria-current");
  }
}
