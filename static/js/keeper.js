/* Copies of what was typed, on this device, for as long as the server has not got it. */

const SENT = "kyodo.sent";

const key = (autosave) => `kyodo.typed:${location.pathname}#${autosave.form.id}`;

function storage(act) {
  try {
    return act(localStorage);
  } catch {
    return null; // storage is full or forbidden: the server's copy is the one that counts
  }
}

export function keep(autosave, typed) {
  storage((local) => local.setItem(key(autosave), JSON.stringify({ at: Date.now(), typed: typed.toString() })));
}

export function discard(autosave) {
  storage((local) => local.removeItem(key(autosave)));
}

/** The form is on its way; the next page that the server sends is the proof that it arrived. */
export function sent(autosave) {
  storage(() => sessionStorage.setItem(SENT, key(autosave)));
}

/** A page has come: the form that was sent before it has arrived, unless it is this very page again. */
export function settle() {
  storage((local) => {
    const arrived = sessionStorage.getItem(SENT);
    sessionStorage.removeItem(SENT);
    if (arrived) local.removeItem(arrived);
  });
}

/** A copy that the server does not have is offered, never put in unasked. */
export function offer(autosave, sheets) {
  const copy = storage((local) => JSON.parse(local.getItem(key(autosave))));
  if (!copy) return;
  if (same(new URLSearchParams(copy.typed), autosave.content())) {
    discard(autosave);
    return;
  }
  const notice = document.createElement("div");
  notice.className = "notice warn";
  notice.setAttribute("role", "status");
  const when = new Intl.DateTimeFormat("ja-JP", { dateStyle: "long", timeStyle: "short" }).format(copy.at);
  const sentence = document.createElement("p");
  sentence.textContent = `${when}に書いて、まだ保存していないものが、この端末に残っています。`;
  const answers = document.createElement("p");
  answers.className = "actions";
  answers.append(
    button("それを使う", "second", () => putBack(autosave, new URLSearchParams(copy.typed), sheets)),
    button("捨てる", "plain", () => discard(autosave)),
  );
  notice.append(sentence, answers);
  autosave.form.before(notice);

  function button(text, look, act) {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
    made.className = `button small ${look}`;
    made.addEventListener("click", () => {
      act();
      notice.remove();
    });
    return made;
  }
}

function same(one, other) {
  for (const typed of [one, other]) typed.delete("draft_version");
  one.sort();
  other.sort();
  return one.toString() === other.toString();
}

function putBack(autosave, typed, sheets) {
  sheets.rowsFor(typed);
  for (const field of autosave.form.elements) {
    if (!field.name || field.type === "file" || ["csrfmiddlewaretoken", "draft_version"].includes(field.name)) continue;
    if (field.type === "checkbox" || field.type === "radio") field.checked = typed.getAll(field.name).includes(field.value);
    else if (field.tagName !== "BUTTON" && typed.has(field.name)) field.value = typed.get(field.name);
  }
  sheets.arrange();
  autosave.typed();
}
