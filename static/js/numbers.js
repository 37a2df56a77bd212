/* Whole numbers as people type them; the same reading as records/forms/numbers.py. A field says data-number. */

const MINUS = /[△▲−‐-―ー]/g;
const SHAPE = /^(-?)(?:金|[¥\\])?([0-9,]+)(?:円|人|世帯|件|回|戸)?也?$/;
const GROUPED = /^\d{1,3}(,\d{3})+$/;

/** The number in a text, null for no text, NaN for what is not a number. */
export function read(text) {
  const plain = text.replace(/\s/g, "").replace(MINUS, "-").normalize("NFKC").replaceAll("、", ",");
  if (!plain) return null;
  const [, minus, digits] = SHAPE.exec(plain) ?? [];
  if (!digits || (digits.includes(",") && !GROUPED.test(digits))) return NaN;
  const number = Number(digits.replaceAll(",", ""));
  return minus ? -number : number;
}

/** 1,839,000, or △13,000. */
export function show(number) {
  return (number < 0 ? "△" : "") + Math.abs(number).toLocaleString("ja-JP");
}

/** Numbers get their commas when the field is left; what cannot be read stays as it was typed. */
export function formatNumbers() {
  document.addEventListener("focusout", (event) => {
    const field = event.target;
    if (!field.matches?.("[data-number]") || field.readOnly) return;
    const number = read(field.value);
    if (Number.isSafeInteger(number)) field.value = show(number);
  });
}
