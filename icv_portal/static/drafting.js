// A section of a draft: what is typed is saved by itself, and nothing typed is ever lost. Without it the page has a button.
import "./entry_table.js";
import { accepts, form, inputOf, namesOfCells, restore } from "./drafting_cells.js";
import { leaveSafely, retry, saveSoon, sendInTurn, tell } from "./drafting_saving.js";
import { beginUndo, standsNow } from "./drafting_undo.js";
import { beginPresence } from "./drafting_presence.js";

form.addEventListener("input", ({ target }) => {
  if (!namesOfCells.test(target.name)) return;
  accepts(target);
  saveSoon();
});

// What the server was asked about at once with a button stands in the answer: nothing is to be sent a second time.
form.addEventListener("click", ({ target }) => {
  const answer = target.closest("[data-answer]");
  if (!answer) return;
  const question = answer.closest("[data-about]");
  const input = inputOf(question.dataset.about);
  if (answer.dataset.answer === "theirs") {
    input.value = question.dataset.theirs;
    standsNow(input);
  }
  accepts(input, question.dataset.theirs);
  question.remove();
  input.focus();
  saveSoon();
});

if (restore()) tell("restored");
beginUndo();
beginPresence();
leaveSafely();
sendInTurn();
retry();
document.addEventListener("session-is-back", retry);
addEventListener("online", retry);
