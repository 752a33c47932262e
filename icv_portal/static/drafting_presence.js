// Who else has the draft open and where they write; what they saved comes into the page while nobody types over it.
import { form, inputOf, isSame, namesOfCells, nowHolds, unsaved } from "./drafting_cells.js";
import { lock, nowAt, page } from "./drafting_saving.js";
import { standsNow } from "./drafting_undo.js";

const EVERY = 15_000;
const FIRST = 1_500; // the page itself comes first
const people = document.getElementById("people");
const moved = document.getElementById("rows-changed");
const waiting = new Map(); // texts for the cell somebody is in: nothing changes under their hands
let timer;

export function beginPresence() {
  page.isOutOfStep = () => look();
  document.addEventListener("visibilitychange", () => document.hidden || look());
  form.addEventListener("focusout", ({ target }) => {
    if (waiting.has(target.name)) comesFromOthers(target.name, waiting.get(target.name), false);
  });
  timer = setTimeout(look, FIRST);
}

const activeCell = () => (namesOfCells.test(document.activeElement?.name ?? "") ? document.activeElement.name : "");

async function look() {
  clearTimeout(timer);
  const confirmedThen = page.confirmations;
  const told = document.hidden ? null : await ask();
  if (told && confirmedThen === page.confirmations) show(told);
  const isOld = told && confirmedThen !== page.confirmations;
  timer = setTimeout(look, isOld ? 1_000 : EVERY);
}

async function ask() {
  const body = new FormData();
  for (const { name, value } of form.querySelectorAll("[name=csrfmiddlewaretoken], [name=page_membership]")) body.set(name, value);
  body.set("cell", activeCell());
  body.set("version", page.version);
  const asked = { method: "POST", body, headers: { Accept: "application/json" }, redirect: "error" };
  try {
    const answer = await fetch(form.dataset.presence, asked);
    return answer.ok ? await answer.json() : null;
  } catch {
    return null; // saving says whether the connection is lost
  }
}

function show(told) {
  if (people.innerHTML !== told.people) people.innerHTML = told.people;
  people.hidden = !told.people.trim();
  for (const mark of form.querySelectorAll("[data-writer]")) delete mark.dataset.writer;
  for (const [name, writer] of Object.entries(told.cells)) {
    const cell = inputOf(name)?.closest(".entry-cell");
    if (cell) cell.dataset.writer = writer;
  }
  if (!told.isOpen) {
    lock();
    return;
  }
  for (const [name, text] of Object.entries(told.changed)) comesFromOthers(name, text);
  nowAt(told.version);
  moved.hidden = told.shape === form.dataset.shape;
}

function comesFromOthers(name, text, isEntered = document.activeElement?.name === name) {
  const input = inputOf(name);
  waiting.delete(name);
  if (!input || unsaved.has(name)) return;
  if (isSame(input, input.value, text)) {
    nowHolds(name, text);
    return;
  }
  if (isEntered) {
    waiting.set(name, text);
    return;
  }
  input.value = text;
  nowHolds(name, text);
  standsNow(input);
  input.classList.add("is-new");
  setTimeout(() => input.classList.remove("is-new"), 4_000);
}
