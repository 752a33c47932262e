// Keeps the sums of a table up to date while somebody types. What is added up stands in the attributes of their rows.
import { readNumber, writeNumber } from "./entry_numbers.js";

const NOTHING = "–";

export function keepSums(table) {
  const sums = [...table.querySelectorAll("tr[data-sum] > td[data-key]")];
  let changed = new Set();
  const addUp = () => {
    for (const sum of sums) if (changed.has(sum.dataset.key)) showSum(table, sum);
    changed = new Set();
  };
  const add = ({ target }) => {
    if (changed.size === 0) queueMicrotask(addUp); // a pasted block is added up once
    changed.add(target.name?.split(":")[2]);
  };
  table.addEventListener("input", add);
  table.addEventListener("figures", add); // written by nobody here
  for (const sum of sums) showSum(table, sum); // a browser may have put back what was typed
}

function showSum(table, sum) {
  const { sum: places, against } = sum.parentElement.dataset;
  const texts = textsAt(table, places, sum.dataset.key);
  const numbers = texts.map(readNumber);
  const known = numbers.filter((number) => number !== null);
  const unread = known.length < texts.filter((text) => text.trim()).length;
  const total = known.length && !unread ? known.reduce((one, other) => one + other) : null;
  const [typed] = against ? textsAt(table, against, sum.dataset.key).map(readNumber) : [null];
  const isWhole = total !== null && known.length === texts.length;
  sum.querySelector("[data-total]").textContent = written(total) ?? NOTHING;
  sum.querySelector("[data-unread]").hidden = !unread;
  showDifference(sum.querySelector("[data-difference]"), isWhole && typed !== null ? typed - total : 0n);
}

function showDifference(place, difference) {
  if (!place) return;
  place.hidden = difference === 0n;
  place.querySelector(".number").textContent = written(difference);
}

function textsAt(table, places, key) {
  const blocks = places.split(" ").map((place) => table.querySelector(`tbody[data-place="${place}"]`));
  const cells = blocks.flatMap((block) => [...(block?.querySelectorAll(`[name$=":${key}"]`) ?? [])]);
  return cells.map((cell) => cell.value);
}

const written = (number) => (number === null ? undefined : writeNumber(number, document.documentElement.lang));
