/* Tables that feel like a spreadsheet, over a Django formset. Without a script the same buttons are sent to the server
   (records.forms.press does there what is done here).

   <form …>
     <button class="hide-text" name="save" tabindex="-1" aria-hidden="true">保存する</button>  first button: what Enter does without a script
     <div data-sheet="projects" data-row-name="事業">            data-sheet: the formset's prefix
       {{ formset.management_form }}
       <table class="sheet" …>
         <tbody data-rows>                                      a row of several lines: data-rows on the <table>, each row a <tbody>
           <tr data-row>                                        ui/sheet_row_start.html: number, hidden ORDER and DELETE
             <th class="no" scope="row"><span data-number-of-row>1</span>…</th>
             <td data-label="事業名"><input aria-label="事業1 事業名" …></td>      ui/cell.html
             <td><div class="ops">                              ui/sheet_ops.html
               <button name="up" value="projects-0">↑</button> <button name="down" …>↓</button> <button name="delete" …>消す</button>
       <template><tr data-row>…__prefix__…</tr></template>      formset.empty_form
       <p class="sheet-foot"><button name="add" value="projects">行を足す</button>
         <span data-news role="status"></span></p>              ui/sheet_foot.html

   Keys: Enter next row (a new one after the last), Shift+Enter the row before, ↑ ↓ between rows, Alt+↑ Alt+↓ move the row,
   paste of cells copied in Excel fills rows and columns. Totals: see totals.js. */

import { pasteCells } from "./paste.js";
import { hasContent, refreshTotals } from "./totals.js";

const FIELDS = "input:not([type=hidden]), select, textarea";

class Sheet {
  constructor(root) {
    this.root = root;
    this.prefix = root.dataset.sheet;
    this.name = root.dataset.rowName;
    this.body = root.querySelector("[data-rows]");
    this.blank = root.querySelector("template");
    this.news = root.querySelector("[data-news]");
    this.total = root.querySelector(`[name="${this.prefix}-TOTAL_FORMS"]`);
    this.most = Number(root.querySelector(`[name="${this.prefix}-MAX_NUM_FORMS"]`).value);
    root.addEventListener("keydown", (event) => this.key(event));
    root.addEventListener("paste", (event) => pasteCells(this, event));
    root.closest("form").addEventListener("submit", (event) => this.press(event));
    this.renumber();
  }

  get rows() {
    return [...this.body.querySelectorAll("[data-row]:not(.gone)")];
  }

  fields(row) {
    return [...row.querySelectorAll(FIELDS)];
  }

  press(event) {
    const button = event.submitter;
    if (!button || !this.root.contains(button)) return;
    const row = button.closest("[data-row]");
    const act = { add: () => this.begin(), up: () => this.move(row, -1, button),
      down: () => this.move(row, 1, button), delete: () => this.remove(row) }[button.name];
    if (!act) return;
    event.preventDefault();
    act();
  }

  get isFull() {
    return this.rows.length >= this.most;
  }

  begin() {
    if (this.isFull) this.tell(`${this.name}は${this.most}行までです。`);
    else this.fields(this.add())[0].focus();
  }

  add() {
    const row = this.grow();
    this.settle();
    return row;
  }

  /** A blank row at the end; whoever adds many settles once. */
  grow() {
    const index = Number(this.total.value);
    this.total.value = index + 1;
    const holder = document.createElement("template");
    holder.innerHTML = this.blank.innerHTML.replaceAll("__prefix__", index);
    const row = holder.content.querySelector("[data-row]");
    this.place(row);
    return row;
  }

  settle() {
    this.renumber();
    this.changed();
  }

  /** After the rows that are there, before the line of totals. */
  place(...rows) {
    const foot = this.body.querySelector(":scope > tfoot");
    for (const row of rows) this.body.insertBefore(row, foot);
  }

  /** As many rows as a saved copy of the form has. */
  ensure(total) {
    while (Number(this.total.value) < total) this.grow();
    this.settle();
  }

  move(row, by, focus) {
    const rows = this.rows;
    const other = rows[rows.indexOf(row) + by];
    if (!other) return;
    if (by < 0) other.before(row);
    else other.after(row);
    this.settle();
    this.tell(`${this.name}を${rows.indexOf(other) + 1}行目に動かしました。`);
    this.mark(row);
    (focus.disabled ? this.fields(row)[0] : focus).focus();
  }

  remove(row) {
    const number = this.rows.indexOf(row) + 1;
    const next = this.rows[number] ?? this.rows[number - 2];
    this.markDeleted(row, true);
    const undo = document.createElement("button");
    Object.assign(undo, { type: "button", className: "button plain small", textContent: "元に戻す" });
    undo.addEventListener("click", () => {
      this.markDeleted(row, false);
      this.tell(`${this.name}の行を元に戻しました。`);
      this.mark(row);
      this.fields(row)[0].focus();
    });
    this.tell(`${this.name}の${number}行目を消しました。`);
    this.news.append(undo);
    (next ? this.fields(next)[0] : undo).focus();
  }

  markDeleted(row, gone) {
    row.classList.toggle("gone", gone);
    row.querySelector('[name$="-DELETE"]').value = gone ? "on" : "";
    for (const field of this.fields(row)) field.disabled = gone; // not sent any more
    this.settle();
  }

  /** Numbers, names for screen readers, ORDER, and which arrows have somewhere to go. */
  renumber() {
    const rows = this.rows;
    rows.forEach((row, n) => {
      row.querySelector("[data-number-of-row]").textContent = n + 1;
      row.querySelector('[name$="-ORDER"]').value = n + 1;
      for (const element of row.querySelectorAll("[aria-label]")) {
        const label = element.getAttribute("aria-label");
        element.setAttribute("aria-label", label.replace(/\d+/, n + 1));
      }
      row.querySelector('[name="up"]').disabled = n === 0;
      row.querySelector('[name="down"]').disabled = n === rows.length - 1;
    });
  }

  changed() {
    refreshTotals();
    this.body.dispatchEvent(new Event("input", { bubbles: true }));
  }

  key(event) {
    const row = event.target.closest("[data-row]");
    if (!row || event.isComposing || event.ctrlKey || event.metaKey) return;
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (by && event.altKey) {
      event.preventDefault();
      this.move(row, by, event.target);
    } else if (by && event.target.matches("input")) {
      this.go(event, row, by);
    } else if (event.key === "Enter" && event.target.matches("input, select")) {
      if (!event.shiftKey && row === this.rows.at(-1) && hasContent(row) && !this.isFull) this.add();
      this.go(event, row, event.shiftKey ? -1 : 1);
    }
  }

  go(event, row, by) {
    event.preventDefault();
    const target = this.rows[this.rows.indexOf(row) + by];
    if (!target) return;
    const field = this.fields(target)[this.fields(row).indexOf(event.target)];
    field.closest("details")?.setAttribute("open", "");
    field.focus();
    field.select?.();
  }

  mark(row) {
    row.classList.add("moved");
    setTimeout(() => row.classList.remove("moved"), 1500);
  }

  tell(sentence) {
    this.news.textContent = sentence;
  }
}

const sheets = [...document.querySelectorAll("[data-sheet]")].map((root) => new Sheet(root));

/** For a copy of the form that is put back: rows first, then values, then order. */
export const rowsFor = (typed) =>
  sheets.forEach((sheet) => sheet.ensure(Number(typed.get(`${sheet.prefix}-TOTAL_FORMS`) ?? 0)));

export function arrange() {
  for (const sheet of sheets) {
    const order = (row) => Number(row.querySelector('[name$="-ORDER"]').value);
    const rows = [...sheet.body.querySelectorAll("[data-row]")];
    sheet.place(...rows.sort((a, b) => order(a) - order(b)));
    for (const row of rows) row.classList.toggle("gone", row.querySelector('[name$="-DELETE"]').value === "on");
    sheet.renumber();
  }
  refreshTotals();
}

document.addEventListener("input", (event) => event.target.matches?.("[data-sum], .sheet select") && refreshTotals());
refreshTotals();
