/* Five minutes before the sign-in ends a notice says so, with a button to stay. Other windows count too: the server is
   asked before anything is said. What is typed after the end is kept by autosave.js on this device and by the server. */

const WARN = 5 * 60; // seconds
const AGAIN = 30; // seconds until the next try when the network is away
const STAY = "続けて使う";

export function watchSession() {
  const box = document.getElementById("session-end");
  if (box) new Watch(box).wait(Number(box.dataset.left));
}

class Watch {
  constructor(box) {
    this.box = box;
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible" && Date.now() > this.next) this.look(); // a computer that slept
    });
  }

  wait(left) {
    this.box.hidden = true;
    this.in(left - WARN);
  }

  in(seconds) {
    clearTimeout(this.timer);
    this.next = Date.now() + Math.max(seconds, 0) * 1000;
    this.timer = setTimeout(() => this.look(), this.next - Date.now());
  }

  async look(method = "GET") {
    let answer;
    try {
      answer = await this.ask(method);
    } catch {
      return this.in(AGAIN);
    }
    if (!answer.ok) return this.over();
    const { left, minutes, canStay } = await answer.json();
    if (left > WARN) return this.wait(left);
    this.warn(minutes, canStay);
    this.in(left + 1);
  }

  ask(method) {
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
    return fetch(this.box.dataset.url, { method, headers: { "X-CSRFToken": token }, redirect: "manual" });
  }

  warn(minutes, canStay) {
    if (canStay) this.say(`あと${minutes}分で、サインインの時間が切れます。`, this.button());
    else this.say(`あと${minutes}分で、サインインの時間が切れます。書いているものを保存して、もう一度サインインしてください。`);
  }

  over() {
    clearTimeout(this.timer);
    const link = document.createElement("a");
    Object.assign(link, { href: this.box.dataset.signIn, target: "_blank", textContent: "別のタブでサインインする" });
    this.say("サインインの時間が切れました。書いたものは、この画面に残っています。サインインしてから、この画面で続けてください。", link);
  }

  button() {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className: "button small", textContent: STAY });
    made.addEventListener("click", () => this.look("POST"));
    return made;
  }

  say(sentence, way) {
    const words = document.createElement("p");
    words.textContent = sentence;
    this.box.replaceChildren(words);
    if (way) this.box.append(way);
    this.box.hidden = false;
  }
}
