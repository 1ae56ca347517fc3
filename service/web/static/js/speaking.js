// What the page says of itself: to screen readers, and when something went wrong.

import { ProblemError } from "./api.js";
import { $, el } from "./dom.js";
import { has, say } from "./i18n.js";

export function announce(text) {
  $("live").textContent = text;
}

// Tell what went wrong in the reader's language, with the sentence of the service below it.
export function tell(error) {
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
