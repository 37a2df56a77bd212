/* <form data-autosave="saved"> is saved while people type: 1.5 seconds after the last key, when the page is left, and again
   when the network is back. "saved" is the id of an element with role="status" that says so. The form is posted to its own
   address with X-Autosave: 1; the answer is {version, message}, or 409 {message} when somebody else saved meanwhile. The
   hidden field draft_version tells on which version one types. What could not be saved stays on this device (keeper.js). */

import { discard, keep, offer, sent } from "./keeper.js";
import { arrange, rowsFor } from "./sheet.js";

const PAUSE = 1500; // ms after the last key
const LIMIT = 15000; // ms for an answer
const AGAIN = 20000; // ms until the next try
const OFFLINE = "インターネットにつながりません。書いたものは、この端末に残しました。つながると自動で保存します。";
const SIGNED_OUT = "サインインの時間が切れました。書いたものは、この端末に残しました。別のタブでサインインすると、自動で保存します。";
const FAILED = "まだ保存できていません。書いたものは、この端末に残しました。少し待って、もう一度ためします。";

class Autosave {
  constructor(form) {
    this.form = form;
    this.status = document.getElementById(form.dataset.autosave);
    this.dirty = this.busy = this.stopped = false;
    form.addEventListener("input", () => this.typed());
    form.addEventListener("change", () => this.typed());
    window.addEventListener("online", () => this.save());
    window.addEventListener("pagehide", () => this.leave());
    window.addEventListener("pageshow", (event) => event.persisted && (this.stopped = false));
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.save());
    document.addEventListener("submit", (event) => event.target === form && !event.defaultPrevented && this.send());
    offer(this, { rowsFor, arrange });
  }

  /** What the server would get, without files and without the buttons. */
  content() {
    const typed = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) if (typeof value === "string") typed.append(name, value);
    typed.delete("csrfmiddlewaretoken");
    return typed;
  }

  typed() {
    this.dirty = true;
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => this.save(), PAUSE);
  }

  async save() {
    if (!this.dirty || this.busy || this.stopped) return;
    clearTimeout(this.timer);
    this.busy = true;
    this.dirty = false;
    const typed = this.content();
    keep(this, typed);
    try {
      await this.answer(await this.post(typed, AbortSignal.timeout(LIMIT)));
    } catch {
      this.fail(OFFLINE);
    }
    this.busy = false;
    if (this.dirty) this.typed();
  }

  post(typed, signal) {
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
    return fetch(this.form.action, {
      method: "POST",
      body: typed,
      headers: { "X-Autosave": "1", "X-CSRFToken": token },
      redirect: "manual",
      keepalive: !signal,
      signal,
    });
  }

  async answer(response) {
    if (response.type === "opaqueredirect" || response.status === 403) return this.fail(SIGNED_OUT);
    if (response.status === 409) {
      this.stopped = true;
      return this.say((await response.json()).message, false);
    }
    if (!response.ok) return this.fail(FAILED);
    const { version, message } = await response.json();
    if (this.form.elements.draft_version) this.form.elements.draft_version.value = version;
    if (!this.dirty) discard(this);
    this.say(message, true);
  }

  fail(sentence) {
    this.dirty = true;
    this.say(sentence, false);
    this.timer = setTimeout(() => this.save(), AGAIN);
  }

  /** The page goes away: one last try that needs no page any more, and a copy in case it fails. */
  leave() {
    if (!this.dirty || this.stopped) return;
    const typed = this.content();
    keep(this, typed);
    this.post(typed).catch(() => {}); // the copy on this device is offered next time
  }

  /** The form itself is sent: nothing to save any more, but a copy until the server has answered with a page. */
  send() {
    clearTimeout(this.timer);
    keep(this, this.content());
    sent(this);
    this.stopped = true;
  }

  say(sentence, good) {
    this.status.textContent = sentence;
    this.status.className = good ? "saved" : "notice warn";
  }
}

document.querySelectorAll("form[data-autosave]").forEach((form) => new Autosave(form));
