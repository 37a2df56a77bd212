/* Totals that follow what is typed. The server prints the same ones; without a script they are those of the last save.

   data-sum="income"            on an input: its number counts for 「income」 (rows marked as deleted do not)
   data-total="income"          anywhere: shows the sum, with data-unit="円" behind it
   data-gap="income expenditure" data-names="収入 支出"
                                on a <dd>: 「0円 一致」, or which side is larger by how much; its parent becomes .ok or .gap
   data-previous="150000"       on a cell of a row: shows the change of the row's data-sum input against it (△ for less)
   data-was="150000"            on the options of a row's select: the year before; data-was-of="income" on a cell of the row
                                shows that of the chosen one, the data-previous cell beside it follows, and both have totals:
                                data-total="income-was", data-change-of="income"
   data-count="projects"        anywhere: how many rows of that sheet have something in them, with data-unit="件" */

import { read, show } from "./numbers.js";

export function refreshTotals() {
  const sums = new Map();
  for (const input of document.querySelectorAll("[data-sum]")) {
    if (input.closest(".gone")) continue;
    const number = read(input.value);
    sums.set(input.dataset.sum, (sums.get(input.dataset.sum) ?? 0) + (number || 0));
  }
  for (const cell of document.querySelectorAll("[data-was-of]")) {
    const was = showWas(cell);
    const key = `${cell.dataset.wasOf}-was`;
    if (!cell.closest(".gone")) sums.set(key, (sums.get(key) ?? 0) + was);
  }
  for (const place of document.querySelectorAll("[data-change-of]")) {
    put(place, show((sums.get(place.dataset.changeOf) ?? 0) - (sums.get(`${place.dataset.changeOf}-was`) ?? 0)));
  }
  for (const place of document.querySelectorAll("[data-total]")) {
    put(place, show(sums.get(place.dataset.total) ?? 0) + (place.dataset.unit ?? ""));
  }
  document.querySelectorAll("[data-gap]").forEach((place) => showGap(place, sums));
  document.querySelectorAll("[data-previous]").forEach(showChange);
  for (const place of document.querySelectorAll("[data-count]")) {
    const rows = [...document.querySelectorAll(`[data-sheet="${place.dataset.count}"] [data-row]:not(.gone)`)];
    put(place, rows.filter(hasContent).length + (place.dataset.unit ?? ""));
  }
}

export function hasContent(row) {
  const typed = (field) => field.value.trim() !== "" && !(field.matches("select") && field.options[0].value !== "");
  return [...row.querySelectorAll("input:not([type=hidden]), textarea, select")].some(typed);
}

function showGap(place, sums) {
  const [left, right] = place.dataset.gap.split(" ").map((key) => sums.get(key) ?? 0);
  const [leftName, rightName] = place.dataset.names.split(" ");
  const gap = left - right;
  put(place, gap === 0 ? "0円 一致" : `${gap > 0 ? leftName : rightName}が${show(Math.abs(gap))}円多い`);
  place.parentElement.classList.toggle("ok", gap === 0);
  place.parentElement.classList.toggle("gap", gap !== 0);
}

function showWas(cell) {
  const was = Number(cell.closest("[data-row]").querySelector("option:checked")?.dataset.was ?? 0);
  put(cell, show(was));
  cell.nextElementSibling.dataset.previous = was;
  return was;
}

function showChange(cell) {
  const number = read(cell.closest("[data-row]").querySelector("[data-sum]").value);
  put(cell, Number.isNaN(number) ? "–" : show((number ?? 0) - Number(cell.dataset.previous)));
}

function put(place, text) {
  if (place.textContent !== text) place.textContent = text;
}
