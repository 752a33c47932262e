// Takes back the last changes of cells one by one, and brings them back.
import { form, inputOf, inputsOfCells, labelOf, namesOfCells } from "./drafting_cells.js";

const PAUSE = 1_500; // typing on in one cell without such a pause is one change
const MOST = 200;

const button = document.getElementById("undo");
const what = document.getElementById("undo-what");
const values = new Map();
const done = []; // of {cells: name -> {from, to}, at}
const undone = [];
let isOneGo = false; // what changes without a pause in between, like a pasted block, is one change
let isOurs = false;

export function beginUndo() {
  for (const input of inputsOfCells()) values.set(input.name, input.value);
  form.addEventListener("input", ({ target }) => {
    if (!namesOfCells.test(target.name)) return;
    if (!isOurs) record(target);
    values.set(target.name, target.value);
  });
  form.addEventListener("keydown", onKey);
  button.addEventListener("click", () => move(done, undone, "from"));
}

// Somebody else's text in a cell is no change of one's own; whatever is computed from it is computed anew.
export function standsNow(input) {
  values.set(input.name, input.value);
  input.dispatchEvent(new Event("figures", { bubbles: true }));
}

function record({ name, value }) {
  const from = values.get(name) ?? "";
  const last = done.at(-1);
  const goesOn = last && Date.now() - last.at < PAUSE && last.cells.size === 1 && last.cells.has(name);
  if (last && (isOneGo || goesOn)) {
    last.cells.set(name, { from: last.cells.get(name)?.from ?? from, to: value });
    last.at = Date.now();
  } else {
    done.push({ cells: new Map([[name, { from, to: value }]]), at: Date.now() });
    if (done.length > MOST) done.shift();
  }
  undone.length = 0;
  isOneGo = true;
  queueMicrotask(() => (isOneGo = false));
  show();
}

function onKey(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || !namesOfCells.test(event.target.name)) return;
  const key = event.key.toLowerCase();
  const isRedo = key === "y" || (key === "z" && event.shiftKey);
  if (key !== "z" && !isRedo) return;
  const moved = isRedo ? move(undone, done, "to") : move(done, undone, "from");
  if (moved) event.preventDefault();
}

function move(steps, others, side) {
  const step = steps.pop();
  if (!step) return false;
  others.push({ ...step, at: 0 });
  const expected = side === "from" ? "to" : "from";
  isOurs = true;
  for (const [name, change] of step.cells) {
    const input = inputOf(name);
    if (!input || input.value !== change[expected]) continue; // somebody else changed it since
    input.value = change[side];
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }
  isOurs = false;
  inputOf([...step.cells.keys()][0])?.focus();
  show();
  return true;
}

function show() {
  const last = done.at(-1);
  if (!last && document.activeElement === button) inputsOfCells()[0].focus();
  button.hidden = !last;
  what.textContent = last ? `: ${labelOf(inputOf([...last.cells.keys()][0]))}` : "";
}
