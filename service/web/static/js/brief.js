// A brief as elements: headline, points with their sources, flags, facts, provenance.

import { el } from "./dom.js";
import { has, label, name, say } from "./i18n.js";

const SIDES = ["vi", "en"];

export function renderBrief(brief, report) {
  return [
    headline(brief),
    flags(brief),
    points(brief, report),
    facts(brief.facts),
    terms(brief.terms),
    provenance(brief),
  ].filter(Boolean);
}

function both(text, tag = "p") {
  return SIDES.map((side) =>
    el(tag, { lang: side, class: `side side-${side}`, translate: "no" }, text[side] || "—"));
}

function headline(brief) {
  const review = brief.status === "review";
  return el("header", { class: "headline" },
    el("p", { class: "labels" },
      say("span", "brief.machine", { class: "badge machine" }),
      say("span", review ? "brief.review" : "brief.ok", { class: `badge ${review ? "review" : "ok"}` })),
    el("div", { class: "sides" }, both(brief.headline, "h2")));
}

// One row a place, the least certain first. What is said below a point itself is only counted here.
function flags(brief) {
  if (!brief.flags.length) return null;
  const certainty = ([where]) => brief.points[pointNumber(where)]?.score ?? 0;
  const places = [...grouped(brief.flags, (flag) => flag.where)].sort((a, b) => certainty(a) - certainty(b));
  const rows = places.map(([where, found]) => {
    const below = brief.points[pointNumber(where)]?.checks.map((check) => check.message) ?? [];
    const kinds = [...grouped(found, (flag) => flag.code)].map(([code, same]) =>
      finding(code, same.map((flag) => flag.message).filter((text) => !below.includes(text)), same.length));
    return el("li", {}, place(where), el("div", {}, kinds));
  });
  return section("flags", "flags", el("ul", {}, rows));
}

// The name of a check with what it says; where that is said elsewhere, how often it says it.
function finding(code, messages, count) {
  const times = !messages.length && count > 1 ? ` ×${count}` : "";
  return el("span", { class: "finding" }, checkName(code), times,
    messages.length ? [" ", el("span", { lang: "en" }, messages.join(" "))] : null);
}

function grouped(items, keyOf) {
  const groups = new Map();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

function pointNumber(where) {
  const [kind, number] = where.split("/");
  return kind === "points" ? Number(number ?? NaN) : NaN;
}

// A link to the point a flag is about, or the name of another place.
function place(where) {
  const number = pointNumber(where);
  if (!Number.isNaN(number))
    return say("a", "brief.point", { href: `#point-${number}`, class: "place" }, { n: number + 1 });
  const kind = where.split("/")[0];
  return has(`place.${kind}`) ? say("span", `place.${kind}`, { class: "place" }) : el("span", { class: "place" }, where);
}

function checkName(code) {
  const known = has(`check.${code}`);
  return known ? say("strong", `check.${code}`) : el("strong", {}, code);
}

function points(brief, report) {
  const rows = brief.points.map((point, number) => pointRow(point, number, report));
  return section("points", "points", el("ol", { class: "points" }, rows));
}

function pointRow(point, number, report) {
  return el("li", { class: "point", id: `point-${number}`, "data-point": number, tabindex: "-1" },
    el("div", { class: "sides" }, both(point)),
    el("div", { class: "under" }, source(point, report), certainty(point), failures(point)));
}

// How near the English is to what a person would write; briefs of old do not say.
function certainty(point) {
  if (!point.score) return null;
  return say("p", "brief.certainty", { class: "certainty" }, { n: Math.round(100 * point.score) });
}

function failures(point) {
  const failed = point.checks.filter((check) => !check.passed);
  return [...grouped(failed, (check) => check.name)].map(([code, same]) =>
    el("p", { class: "failure" }, finding(code, same.map((check) => check.message), same.length)));
}

// The numbers of the source sentences; opened, it quotes them.
function source(point, report) {
  const numbers = point.source.map((n) => n + 1).join(", ");
  const quotes = point.source.map((n) => el("blockquote", { lang: "vi" }, report.sentence(n)));
  return el("details", { class: "quote" },
    say("summary", "brief.source", {}, { n: numbers }), quotes);
}

function facts(found) {
  const rows = [
    row("facts.when", [both(found.when)]),
    row("facts.where", [both(found.where)]),
    row("facts.people", found.people.map((person) => both({
      vi: named(person.name, person.role.vi), en: named(person.name, person.role.en) }))),
    row("facts.organisations", found.organisations.map((one) => both(one))),
    row("facts.figures", found.figures.map((figure) => both({
      vi: named(figure.value, figure.what.vi), en: named(figure.value, figure.what.en) }))),
  ].filter(Boolean);
  return rows.length ? section("facts", "facts", el("dl", {}, rows)) : null;
}

const named = (head, tail) => (tail ? `${head} — ${tail}` : head);

function row(key, pairs) {
  const filled = pairs.filter((pair) => pair.some((node) => node.textContent !== "—"));
  if (!filled.length) return null;
  return el("div", { class: "fact" }, say("dt", key),
    filled.map((pair) => el("dd", { class: "sides" }, pair)));
}

function terms(found) {
  if (!found.length) return null;
  return folded("terms", el("dl", {}, found.map((term) =>
    el("div", { class: "fact" }, el("dd", { class: "sides" }, both(term))))));
}

function provenance(brief) {
  const made = brief.provenance;
  const values = {
    id: brief.id,
    title: brief.source.title,
    url: brief.source.url,
    published: brief.source.published,
    sha256: brief.source.sha256,
    summariser: made.summariser,
    translator: made.translator,
    prompts: made.prompts.join(", "),
    settings: made.settings.map(([key, value]) => `${key}=${value}`).join(", "),
    seconds: made.seconds ? made.seconds.toFixed(1) : "",
    created: made.created,
    software: made.software,
  };
  const rows = Object.entries(values).filter(([, value]) => value).map(([key, value]) =>
    el("div", { class: "fact" }, say("dt", `provenance.${key}`), el("dd", {}, value)));
  return folded("provenance", el("dl", {}, rows));
}

function section(key, className, ...content) {
  const heading = say("h3", `brief.${key}`);
  const node = el("section", { class: className }, heading, content);
  return label(node, `brief.${key}`);
}

function folded(key, content) {
  const summary = el("summary", {}, name(el("span"), `brief.${key}`));
  return el("details", { class: `folded ${key}` }, summary, content);
}
