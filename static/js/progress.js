/* A page that tells how far something is renews itself while that goes on. Without a script its link does the same. */
const PAUSE = 2000; // ms between two looks
const here = () => document.querySelector("[data-progress]");

async function look() {
  if (here()?.dataset.progress !== "on") return;
  if (!document.hidden) await renew().catch(() => {}); // the network is away for a moment: the next look will tell
  setTimeout(look, PAUSE);
}

async function renew() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-progress]");
  if (fresh) here().replaceWith(fresh);
}

setTimeout(look, PAUSE);
