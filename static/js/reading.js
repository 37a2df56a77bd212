/* 文字を大きくする and ふりがなを消す at once, without loading the page again; the same cookies as the form's POST sets. */

const YEAR = 365 * 24 * 60 * 60;
const SWITCHES = {
  text: { standard: ["large", "文字を大きくする"], large: ["standard", "文字を元の大きさにする"] },
  ruby: { on: ["off", "ふりがなを消す"], off: ["on", "ふりがなを出す"] },
};

export function switchReading() {
  const form = document.getElementById("reading");
  form?.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!(button?.name in SWITCHES)) return;
    event.preventDefault();
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `${button.name}=${button.value}; path=/; max-age=${YEAR}; samesite=lax${secure}`;
    show(form);
  });
  // a page shown again by the back button follows what was chosen since
  window.addEventListener("pageshow", (event) => event.persisted && form && show(form));
}

function show(form) {
  for (const [name, values] of Object.entries(SWITCHES)) {
    const chosen = document.cookie.match(`(?:^|; )${name}=(\\w+)`)?.[1] ?? Object.keys(values)[0];
    document.documentElement.dataset[name] = chosen;
    const button = form.elements[name];
    [button.value, button.textContent] = values[chosen];
  }
}
