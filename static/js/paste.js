/* Cells copied in a spreadsheet program, pasted into a sheet: tabs divide columns, line breaks rows. */

export function pasteCells(sheet, event) {
  const field = event.target;
  const row = field.closest("[data-row]");
  const text = event.clipboardData.getData("text/plain");
  if (!row || !/[\t\n]/.test(text.trimEnd())) return; // one value: the browser's own paste
  event.preventDefault();
  const copied = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n").map(cells);
  const top = sheet.rows.indexOf(row);
  const lines = copied.slice(0, sheet.most - top);
  const left = sheet.fields(row).indexOf(field);
  const rows = sheet.rows;
  let unfit = 0;
  lines.forEach((values, down) => {
    const fields = sheet.fields(rows[top + down] ?? sheet.grow()).slice(left);
    values.forEach((value, across) => {
      if (fields[across] && !fill(fields[across], value)) unfit += 1;
    });
  });
  sheet.settle();
  const over = copied.length - lines.length;
  sheet.tell(
    `${lines.length}行を写しました。` +
      (over ? `${sheet.most}行までなので、あとの${over}行は写していません。` : "") +
      (unfit ? `一覧にない言葉が${unfit}か所ありました。選び直してください。` : ""),
  );
}

/** The cells of a line; a program puts quotation marks around a cell that holds a break. */
function cells(line) {
  return line.split("\t").map((cell) => cell.trim().replace(/^"(.*)"$/s, "$1").replaceAll('""', '"'));
}

function fill(field, value) {
  if (field.matches("select")) {
    const option = [...field.options].find((o) => o.text.trim() === value || (value && o.text.trim().startsWith(`${value} `)));
    if (option) field.value = option.value;
    return Boolean(option) || value === "";
  }
  field.value = value;
  field.dispatchEvent(new FocusEvent("focusout", { bubbles: true })); // numbers get their commas
  return true;
}
