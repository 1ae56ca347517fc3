// Signing in. What a bookmarklet put behind # stays there, since the server never sees it.

import { $ } from "./dom.js";
import { loadWords, prepareSwitch } from "./i18n.js";

async function start() {
  $("sign-in").action += location.hash;
  await loadWords();
  prepareSwitch();
  document.documentElement.dataset.ready = "";
  if (await signedIn()) location.replace(document.body.dataset.next + location.hash);
}

// Browsers leave the cookie of the session out where a link of another site leads here, so whoever
// comes by one may be signed in all the same.
async function signedIn() {
  const answer = await fetch(document.body.dataset.state, { headers: { Accept: "application/json" } });
  return answer.ok && (await answer.json()).signed_in;
}

start();
