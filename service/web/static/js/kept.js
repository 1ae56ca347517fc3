// The calls of the archive page.

import { check, own } from "./api.js";

const at = (name) => document.body.dataset[name];

export const search = (asked) => getJson(`${at("briefs")}?${asked}`);
export const read = (id) => getJson(one(id));
export const corrections = async (id) => (await getJson(`${one(id)}/corrections`)).corrections;
export const correct = (id, change) => postJson(`${one(id)}/corrections`, change);
export const lookUp = (vi) => postJson(at("memory"), { vi, limit: 3 });
export const batches = async () => (await getJson(`${at("batches")}?limit=20`)).batches;
export const exportAddress = (asked) => `${at("export")}?${asked}`;

export async function remove(id) {
  await check(await fetch(one(id), { method: "DELETE", headers: own() }));
}

const one = (id) => `${at("briefs")}/${encodeURIComponent(id)}`;

async function getJson(address) {
  const response = await fetch(address, { headers: { Accept: "application/json" } });
  await check(response);
  return response.json();
}

async function postJson(address, body) {
  const response = await fetch(address, {
    method: "POST",
    headers: { ...own(), "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify(body),
  });
  await check(response);
  return response.json();
}
