// The three calls the page makes.

import { events } from "./events.js";

export class ProblemError extends Error {
  constructor(problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

// What shows the service that a page of its own asks.
export const own = () => ({ "X-CSRF-Token": document.querySelector("meta[name=csrf-token]").content });

// Make a brief; `onProgress(stage, fraction)` is called while it is made.
export async function makeBrief(url, body, onProgress, signal) {
  const json = !(body instanceof FormData);
  const response = await fetch(url, {
    method: "POST",
    body: json ? JSON.stringify(body) : body,
    headers: { ...own(), Accept: "text/event-stream", ...(json ? { "Content-Type": "application/json" } : {}) },
    signal,
  });
  await check(response);
  for await (const { name, data } of events(response)) {
    if (name === "progress") onProgress(data.stage, data.fraction);
    else if (name === "brief") return data;
    else if (name === "problem") throw new ProblemError(data);
  }
  throw new TypeError("The stream ended without a brief.");
}

// The brief as text in one of the formats of the API.
export async function render(url, brief, format, languages) {
  const response = await fetch(`${url}?format=${format}&language=${languages}`, {
    method: "POST",
    body: JSON.stringify(brief),
    headers: { ...own(), "Content-Type": "application/json" },
  });
  await check(response);
  return response.blob();
}

export async function listModels(url) {
  const response = await fetch(url);
  await check(response);
  return (await response.json()).models;
}

export async function check(response) {
  if (response.ok) return;
  const type = response.headers.get("Content-Type") ?? "";
  if (!type.startsWith("application/problem+json")) throw new TypeError(`HTTP ${response.status}`);
  throw new ProblemError(await response.json());
}
