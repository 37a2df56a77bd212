/* The error summary takes the focus when a page comes back with mistakes; its links jump into the field itself. */

export function focusErrors() {
  document.querySelector(".errors")?.focus();
  document.querySelector(":is(input, select, textarea):target")?.focus(); // a link from another page leads to this field
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('.errors a[href^="#"]');
    const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!field) return;
    event.preventDefault();
    const box = field.closest(".field, .group, td") ?? field;
    (box.querySelector("[aria-invalid]") ?? firstControl(field)).focus({ preventScroll: true });
    box.scrollIntoView({ block: "center" });
  });
}

function firstControl(element) {
  const controls = "input, select, textarea, button, a[href]";
  return element.matches(controls) ? element : (element.querySelector(controls) ?? element);
}
