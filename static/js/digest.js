/* What a row says under 「くわしく」 is told beside it: <details><summary>くわしく<span data-digest="…">…</span></summary>
   … <textarea name="…-content"> …</details>. data-digest: what is said while nothing was written. */

document.addEventListener("input", (event) => {
  const field = event.target;
  const place = field.name?.endsWith("-content") && field.closest("details")?.querySelector("[data-digest]");
  if (place) place.textContent = field.value.trim().slice(0, 80) || place.dataset.digest;
});
