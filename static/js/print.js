/* A button that prints the page. Without scripts it stays hidden: the browser's own menu prints the same paper. */
export function offerPrinting() {
  for (const button of document.querySelectorAll("button[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}
