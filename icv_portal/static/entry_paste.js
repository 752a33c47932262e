// Pastes a block of cells to the right and below, says what became of it, and offers to add the rows that are missing.
import { readBlock } from "./entry_clipboard.js";
import { boxAt, boxOf, CELL, cellAt, cellsIn, columnOf, put } from "./entry_grid.js";

const FIRST = 1; // the column after that of the row numbers
const THOUSANDS_OR_DECIMALS = /^[-\u2212]?[1-9]\d{0,2},\d{3}$/; // an English spreadsheet writes thousands so

export function takePastes(table) {
  const told = document.getElementById("pasted");
  const offer = document.getElementById("add-pasted");
  let waiting = []; // names and texts of the rows that are offered
  table.addEventListener("paste", (event) => {
    const start = startOf(event.target);
    const block = start && readBlock(event.clipboardData, start.isText);
    if (!block || (isOneCell(block) && !start.isText)) return;
    event.preventDefault();
    if (isOneCell(block)) {
      insert(start.cell, block[0][0]);
      return;
    }
    const { pasted, left, unclear, rows } = paste(table, start, block);
    waiting = rows;
    told.textContent = Object.entries({ pasted, left, unclear })
      .filter(([what, n]) => n || what === "pasted")
      .map(([what, n]) => told.dataset[what].replace("{n}", n))
      .join(" ");
    told.parentElement.style.bottom = `${document.querySelector(".save-bar").offsetHeight}px`;
    offer.hidden = rows.length === 0;
    offer.textContent = offer.dataset.text.replace("{n}", new Set(rows.map(([name]) => name.split(":")[1])).size);
  });
  table.closest("form").addEventListener("submit", ({ target, submitter }) => {
    if (submitter === offer) carry(target, waiting);
  });
}

function startOf(target) {
  if (target.matches(CELL)) {
    const box = boxOf(target);
    const column = columnOf(box);
    return { cell: target, line: box.parentElement, column, language: target.lang, isText: !isNumeric(target) };
  }
  const block = target.closest("tbody[data-columns]");
  return block && { block, column: FIRST, language: "", isText: false };
}

const isNumeric = (cell) => cell.inputMode === "decimal";

const isOneCell = (block) => block.length === 1 && block[0].length === 1;

function insert(cell, text) {
  const { value, selectionStart, selectionEnd } = cell;
  const whole = value.slice(0, selectionStart) + text + value.slice(selectionEnd);
  if (whole.length > cell.maxLength) return;
  put(cell, whole);
  cell.setSelectionRange(selectionStart + text.length, selectionStart + text.length);
}

function paste(table, start, block) {
  const language = start.language || document.documentElement.lang;
  const lines = start.line ? linesFrom(table, start.line) : { lines: [], end: start.block };
  const inside = block.slice(0, lines.lines.length);
  let pasted = 0;
  let left = 0;
  let unclear = 0;
  inside.forEach((texts, index) => {
    texts.forEach((text, offset) => {
      if (!text) return;
      const cell = cellAt(lines.lines[index], start.column + offset, language);
      const isIn = Boolean(cell) && fits(cell, text);
      if (isIn) put(cell, fitted(cell, text));
      pasted += isIn;
      left += !isIn;
      unclear += isIn && isNumeric(cell) && THOUSANDS_OR_DECIMALS.test(text);
    });
  });
  const further = newRows(table, lines.end, block.slice(inside.length), start.column, language);
  return { pasted, left: left + further.left, unclear, rows: further.rows };
}

const fitted = (cell, text) => (isNumeric(cell) ? text.replace(/\s*\n\s*/g, " ") : text);

const fits = (cell, text) => text.length <= cell.maxLength;

// The lines a block goes into, and the block of rows at whose end further ones can be added. What the form prints and what
// it only keeps stand below each other: a block is one of both.
function linesFrom(table, first) {
  const isMore = first.classList.contains("entry-more");
  const lines = [];
  for (const block of [...table.tBodies].slice([...table.tBodies].indexOf(first.parentElement))) {
    const own = [...block.rows].filter((line) => line.classList.contains("entry-more") === isMore && cellsIn(line).length);
    lines.push(...own.filter((line) => line.rowIndex >= first.rowIndex));
    if (block.dataset.columns) return { lines, end: isMore ? undefined : block };
  }
  return { lines, end: undefined };
}

// Names and texts of rows to be added at the end of a block.
function newRows(table, block, lines, column, language) {
  const columns = block?.dataset.columns.split(";").map((keys) => keys.split(",")) ?? [];
  const rows = [];
  let left = 0;
  lines
    .filter((texts) => texts.some(Boolean))
    .forEach((texts, index) => {
      texts.forEach((text, offset) => {
        const keys = columns[column - FIRST + offset] ?? [""];
        const key = keys.find((one) => one.endsWith(`.${language}`)) ?? keys[0];
        if (text && key && index < Number(table.dataset.room) && text.length <= Number(table.dataset.longest)) {
          rows.push([`new:${index}:${block.dataset.place}:${key}`, text]);
        } else if (text) left += 1;
      });
    });
  return { rows, left };
}

function carry(form, rows) {
  for (const before of form.querySelectorAll("[data-carried]")) before.remove();
  const beside = new Set([...form.querySelectorAll("[name^='new:']")].map(({ name }) => name.split(":")[1])).size;
  form.append(
    ...rows.map(([name, value]) => {
      const [, number, ...rest] = name.split(":");
      const input = Object.assign(document.createElement("input"), { type: "hidden", value });
      input.name = ["new", Number(number) + beside, ...rest].join(":");
      input.dataset.carried = "";
      return input;
    }),
  );
}
