/* A form is sent once, however often the button is pressed. The pressed button says so (aria-busy) and its own name and
   value still go along. The server answers a second time the same way; this only spares the visitor the doubt.
   A button or form with data-download is left alone: its answer is a file, and the page stays. */

const GIVE_UP = 20000; // ms after which the button works again: the network may have swallowed the request

export function guardSubmits() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method === "dialog" || form.target) return;
    if ("download" in form.dataset || "download" in (event.submitter?.dataset ?? {})) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "true";
    refreshToken(form);
    event.submitter?.setAttribute("aria-busy", "true");
    setTimeout(() => release(form), GIVE_UP);
  });
  // the back button may show the page as it was left
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(release);
  });
}

function release(form) {
  delete form.dataset.sent;
  form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
}

/** Signing in again in another tab makes a new token; the page that stood open takes it over. */
function refreshToken(form) {
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
  if (token && form.elements.csrfmiddlewaretoken) form.elements.csrfmiddlewaretoken.value = token;
}
