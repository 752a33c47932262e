// What the portal holds in each cell as far as this page knows, and what was typed here that it has not confirmed yet.
import { readNumber } from "./entry_numbers.js";

export const form = document.getElementById("section-form");
export const namesOfCells = /^cell:/;

const held = JSON.parse(form.elements.before.value); // row -> {key: text}
const KEPT = `typed ${document.body.dataset.person} ${form.dataset.typing}`;
const MOST_SENT = 8;

// name -> {before, sent, text, state}: what it was typed over, what was sent since and never confirmed, what stands here,
// and "" | "contested" | "gone" | "refused" where it waits for its person.
export const unsaved = new Map();
const withoutCell = new Map(); // typed on this computer into a row that is no longer here

export const inputOf = (name) => form.elements[name];
export const inputsOfCells = () => [...form.elements].filter(({ name }) => namesOfCells.test(name));
export const labelOf = (input) => form.querySelector(`label[for="${input.id}"]`)?.textContent.replace(/\s+/g, " ").trim() ?? "";

const partsOf = (name) => name.split(":").slice(1);

// Whether two texts are the same to the portal: "1 234,50" and "1234.5" in a cell for numbers are.
export function isSame(input, one, other) {
  if (one === other) return true;
  const [first, second] = input.inputMode === "decimal" ? [readNumber(one), readNumber(other)] : [null, null];
  return first !== null && first === second;
}

export function holds(name) {
  const [row, key] = partsOf(name);
  return held[row]?.[key] ?? "";
}

let isToWrite = false;

// Written once, however many cells change in one go.
export function nowHolds(name, text) {
  const [row, key] = partsOf(name);
  (held[row] ??= {})[key] = text;
  if (!isToWrite) queueMicrotask(() => {
    isToWrite = false;
    form.elements.before.value = JSON.stringify(held);
  });
  isToWrite = true;
}

// Without `before` the text was typed over what the portal held, or goes on being typed over the same.
export function accepts(input, before = undefined) {
  const known = before === undefined ? unsaved.get(input.name) : undefined;
  unsaved.set(input.name, {
    before: before ?? known?.before ?? holds(input.name),
    sent: known?.sent ?? [],
    text: input.value,
    state: known?.state === "contested" ? "contested" : "",
  });
  if (before !== undefined) nowHolds(input.name, before);
  keepSoon();
}

export function isSent([, entry]) {
  if (entry.sent.at(-1) !== entry.text) entry.sent = [...entry.sent, entry.text].slice(-MOST_SENT);
}

export function confirmed(name, text) {
  const entry = unsaved.get(name);
  if (entry?.text === text) unsaved.delete(name);
  else if (entry) Object.assign(entry, { before: text, sent: [] });
  nowHolds(name, text);
}

export const waits = (name, state) => {
  const entry = unsaved.get(name);
  if (entry) entry.state = state;
};

export const toSend = () => [...unsaved].filter(([, { state }]) => !state);

export const asChange = ([name, { before, sent, text }]) => {
  const [row, key] = partsOf(name);
  return { row, key, before, sent, text };
};

// The copy on this computer, for a closed tab, a lost connection, a browser that stops. False when it cannot be kept.
export function keep() {
  const entries = [...withoutCell, ...unsaved].map(([name, { before, sent, text }]) => [name, { before, sent, text }]);
  try {
    if (entries.length) localStorage.setItem(KEPT, JSON.stringify(entries));
    else localStorage.removeItem(KEPT);
    return true;
  } catch {
    return false;
  }
}

let isToKeep = false;

function keepSoon() {
  if (!isToKeep) queueMicrotask(() => {
    isToKeep = false;
    keep();
  });
  isToKeep = true;
}

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? "[]");
  } catch {
    return [];
  }
}

// What was typed here before and never confirmed comes back into its cells; whether anything did.
export function restore() {
  let cameBack = false;
  for (const [name, entry] of kept()) {
    const input = inputOf(name);
    if (!input) {
      if (entry.text.trim()) withoutCell.set(name, entry);
      continue;
    }
    if (isSame(input, holds(name), entry.text)) continue;
    const isAsked = input.closest(".entry-cell").querySelector(".entry-conflict") !== null;
    unsaved.set(name, { sent: [], ...entry, state: isAsked ? "contested" : "" });
    cameBack ||= input.value !== entry.text;
    input.value = entry.text;
  }
  showWithoutCell();
  keep();
  return cameBack;
}

// Nobody can save it any more; it can be copied, and goes when its person says so.
function showWithoutCell() {
  const notice = document.getElementById("without-cell");
  notice.hidden = withoutCell.size === 0;
  const texts = [...withoutCell.values()].map(({ text }) => Object.assign(document.createElement("li"), { textContent: text }));
  notice.querySelector("ul").replaceChildren(...texts);
  notice.querySelector("button").addEventListener("click", () => {
    withoutCell.clear();
    notice.hidden = true;
    keep();
  });
}
