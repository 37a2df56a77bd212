/* The editor of a letter's wording: <form data-preview="preview"> names the element that shows the letter. A moment after
   the last key the form is sent with X-Preview: 1, and the answer is the letter as it would be. <button data-insert="{市}">
   puts the value where the cursor was last. Without this script the button 「書いた内容で見る」 does the first, copying the
   second. */

const PAUSE = 600; // ms after the last key
const form = document.querySelector("form[data-preview]");
const pane = document.getElementById(form.dataset.preview);
let timer;
let asking;
let last = form.elements.body;

async function show() {
  asking?.abort();
  asking = new AbortController();
  const typed = new URLSearchParams(new FormData(form));
  try {
    const response = await fetch(form.action, {
      method: "POST",
      body: typed,
      headers: { "X-Preview": "1" },
      redirect: "error",
      signal: asking.signal,
    });
    if (response.ok) pane.innerHTML = await response.text(); // the portal's own page, escaped there
  } catch {
    // the next key, or the button, asks again
  }
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(show, PAUSE);
}

function takesText(field) {
  return field.matches("textarea, input:not([type]), input[type=text]");
}

form.addEventListener("input", later);
form.addEventListener("change", later);
form.addEventListener("click", (event) => event.target.closest("[name=add], [name=up], [name=down], [name=delete]") && later());
form.addEventListener("focusin", (event) => takesText(event.target) && (last = event.target));
document.getElementById("case").addEventListener("change", later);

for (const button of document.querySelectorAll("[data-insert]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    if (!last.isConnected) last = form.elements.body;
    last.focus();
    last.setRangeText(button.dataset.insert, last.selectionStart, last.selectionEnd, "end");
    later();
  });
}
