// A table of the form under the keyboard: every input stays what it is, and Tab goes where it always goes.
import { CELL, cellBelow, cellBeside, followingYears, put } from "./entry_grid.js";
import { takePastes } from "./entry_paste.js";
import { keepSums } from "./entry_sums.js";

const ARROWS = {
  ArrowUp: (cell) => cellBelow(cell, -1),
  ArrowDown: (cell) => cellBelow(cell, 1),
  ArrowLeft: (cell) => cellBeside(cell, -1),
  ArrowRight: (cell) => cellBeside(cell, 1),
};
const BACKWARDS = ["ArrowUp", "ArrowLeft"];
const table = document.querySelector(".entry-table");
const isText = (cell) => cell.matches("textarea");
let current; // the cell that has or had the focus last
let held; // what it held then

// The whole number is selected, so that typing replaces it; in a text the caret goes to the side it came from.
function enter(cell, isBackwards = false) {
  if (!cell) return;
  cell.focus({ preventScroll: true });
  cell.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" }); // keys come faster than pages glide
  if (!isText(cell)) cell.select();
  else cell.setSelectionRange(...Array(2).fill(isBackwards ? cell.value.length : 0));
}

const isWhole = ({ selectionStart, selectionEnd, value }) => selectionStart === 0 && selectionEnd === value.length;

function isAtEdge(cell, key) {
  const edge = key === "ArrowLeft" ? 0 : cell.value.length;
  return cell.selectionStart === edge && cell.selectionEnd === edge;
}

// Where the browser finds no further line in a text, the caret stays: only then on to the next cell.
function leaveAtEdge(cell, key) {
  const caret = cell.selectionStart;
  if (caret !== cell.selectionEnd) return;
  setTimeout(() => {
    const stayed = document.activeElement === cell && cell.selectionStart === caret && cell.selectionEnd === caret;
    if (stayed) enter(ARROWS[key](cell), BACKWARDS.includes(key));
  });
}

// Each answers whether the key is used up.
function arrow(cell, event) {
  const isSideways = event.key === "ArrowLeft" || event.key === "ArrowRight";
  if (isText(cell) && !isSideways && !event.altKey) {
    leaveAtEdge(cell, event.key);
    return false;
  }
  const leaves = event.altKey || !isSideways || isAtEdge(cell, event.key) || (!isText(cell) && isWhole(cell));
  const next = leaves && ARROWS[event.key](cell);
  enter(next, BACKWARDS.includes(event.key));
  return Boolean(next);
}

function enterKey(cell, event) {
  if (isText(cell) && !(event.ctrlKey || event.metaKey)) return false;
  enter(cellBelow(cell, event.shiftKey ? -1 : 1), event.shiftKey);
  return true;
}

function edge(cell, event) {
  const caret = event.key === "Home" ? 0 : cell.value.length;
  if (isText(cell) && cell.selectionStart !== caret) return false;
  enter([...table.querySelectorAll(CELL)].at(event.key === "Home" ? 0 : -1));
  return true;
}

function giveBack(cell) {
  if (cell.value === held) return false;
  put(cell, held);
  if (!isText(cell)) cell.select();
  return true;
}

function fillRight(cell) {
  const years = followingYears(cell);
  for (const year of years) put(year, cell.value);
  return years.length > 0;
}

function moveRow(cell, direction) {
  cell.form.querySelector(`[value="move:${cell.name.split(":")[1]}:${direction}"]`)?.click();
  return true;
}

function isUsed(cell, event) {
  const { key, altKey, shiftKey } = event;
  const isCommand = event.ctrlKey || event.metaKey;
  if (altKey && shiftKey && !isCommand && key === "ArrowUp") return moveRow(cell, "up");
  if (altKey && shiftKey && !isCommand && key === "ArrowDown") return moveRow(cell, "down");
  if (ARROWS[key] && !shiftKey && !isCommand) return arrow(cell, event);
  if (key === "Enter" && !altKey) return enterKey(cell, event);
  if (key === "Escape") return giveBack(cell);
  if (isCommand && !altKey && !shiftKey && (key === "Home" || key === "End")) return edge(cell, event);
  if (isCommand && !altKey && !shiftKey && event.code === "KeyR") return fillRight(cell);
  return false;
}

function offerFilling(cell) {
  const offer = document.getElementById("fill-right").content.firstElementChild.cloneNode(true);
  offer.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the cell
  offer.addEventListener("click", () => fillRight(cell));
  cell.after(offer);
}

// Whatever the browser scrolls to a cell, by an arrow or by Tab, it leaves room for the columns that stay in sight.
function keepBesideWhatStays() {
  const scroller = table.closest(".entry-scroll");
  const measure = () => {
    const staying = [...table.tHead.rows[0].cells].filter((cell) => getComputedStyle(cell).position === "sticky");
    const width = staying.reduce((sum, cell) => sum + cell.offsetWidth, 0);
    scroller.style.scrollPaddingLeft = `${width + 8}px`;
  };
  new ResizeObserver(measure).observe(table); // it measures at once, too
}

function begin() {
  document.querySelector(".entry-keys").hidden = false;
  // the arrow keys move rows, too: two stops less in each row
  for (const button of table.querySelectorAll(".entry-up, .entry-down")) button.tabIndex = -1;
  table.addEventListener("focusin", ({ target }) => {
    if (target === current || !target.matches(CELL)) return;
    table.querySelector(".entry-fill")?.remove();
    [current, held] = [target, target.value];
    if (followingYears(target).length) offerFilling(target);
  });
  table.addEventListener("keydown", (event) => {
    if (!event.isComposing && event.target.matches(CELL) && isUsed(event.target, event)) event.preventDefault();
  });
  table.closest("form").addEventListener("submit", ({ target, submitter }) => {
    if (!submitter?.value.startsWith("move:") || !current) return;
    const [, row, key] = current.name.split(":");
    if (submitter.value.includes(row)) target.elements.namedItem("at_cell").value = key;
  });
  keepBesideWhatStays();
  takePastes(table);
  keepSums(table);
  const focused = document.activeElement;
  if (focused?.matches(CELL)) focused.dispatchEvent(new FocusEvent("focusin", { bubbles: true }));
}

if (table) begin();
