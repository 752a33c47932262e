// Where the cells of a table lie. Lines are its rows; columns are counted as the eye sees them. A box holds one input, or
// one for each language.

export const CELL = "[name^='cell:']";

export const cellsIn = (box) => [...(box?.querySelectorAll(CELL) ?? [])];

export const boxOf = (cell) => cell.closest("td");

export function columnOf(box) {
  let column = 0;
  for (let before = box.previousElementSibling; before; before = before.previousElementSibling) column += before.colSpan;
  return column;
}

export function boxAt(line, column) {
  let end = 0;
  return [...line.cells].find((box) => (end += box.colSpan) > column);
}

export function cellAt(line, column, language) {
  const cells = cellsIn(boxAt(line, column));
  return cells.find((cell) => cell.lang === language) ?? cells[0];
}

// `step` is 1 or -1: within the box, else in the next line that has a cell in this column.
export function cellBelow(cell, step) {
  const box = boxOf(cell);
  const here = cellsIn(box);
  const other = here[here.indexOf(cell) + step];
  if (other) return other;
  const { rows } = box.closest("table");
  const column = columnOf(box);
  for (let index = box.parentElement.rowIndex + step; rows[index]; index += step) {
    const there = cellsIn(boxAt(rows[index], column));
    if (there.length) return there.at(step < 0 ? -1 : 0);
  }
  return undefined;
}

export function cellBeside(cell, step) {
  const next = step < 0 ? "previousElementSibling" : "nextElementSibling";
  for (let box = boxOf(cell)[next]; box; box = box[next]) {
    const there = cellsIn(box);
    if (there.length) return there.find((other) => other.lang === cell.lang) ?? there[0];
  }
  return undefined;
}

// The same column of the row in the years after this one.
export function followingYears(cell) {
  const [, row, key] = cell.name.split(":");
  const [column, year, language] = key.split(".");
  if (!/^\d+$/.test(year)) return [];
  return [...cell.form.querySelectorAll(`[name^="cell:${row}:${column}."]`)].filter((other) => {
    const [, otherYear, otherLanguage] = other.name.split(":")[2].split(".");
    return Number(otherYear) > Number(year) && otherLanguage === language;
  });
}

// As if somebody had typed it; whatever is put in one go is undone in one go.
export function put(cell, text) {
  if (cell.value === text) return;
  cell.value = text;
  cell.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertReplacementText" }));
}
