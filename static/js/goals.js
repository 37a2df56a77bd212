/* A measure chooses one of the goals that stand on the same page: <select data-goals> follows the sheet 「goals」 as it is
   typed. A goal is known by its row (goals-0), so it may move and change its words. */

const sheet = document.querySelector('[data-sheet="goals"]');

function goals() {
  const rows = [...sheet.querySelectorAll("[data-row]:not(.gone)")];
  return rows
    .map((row) => ({ key: row.id, text: row.querySelector('[name$="-text"]').value.trim() }))
    .filter((goal) => goal.text);
}

function offer(select, known) {
  const chosen = select.value;
  select.replaceChildren(...known.map((goal, n) => new Option(`${n + 1} ${goal.text}`, goal.key)));
  if (chosen) select.value = chosen;
}

function refresh() {
  const known = goals();
  const measures = document.querySelector('[data-sheet="measures"]');
  const places = [...measures.querySelectorAll("[data-goals]"), ...measures.querySelector("template").content.querySelectorAll("[data-goals]")];
  places.forEach((select) => offer(select, known));
}

sheet?.addEventListener("input", refresh);
