// What the checks say about what has just been saved, put beside the rows without laying the page anew.
import { form, inputsOfCells, toSend } from "./drafting_cells.js";

const PAUSE = 1_500;
let timer;
let asked = 0;

export function checkSoon() {
  clearTimeout(timer);
  timer = setTimeout(check, PAUSE);
}

async function check() {
  const mine = ++asked;
  const fresh = await section();
  if (!fresh || mine !== asked || toSend().length) return;
  for (const id of ["section-findings", "sections", "contracts-in-force", "applications"]) replace(id, fresh);
  for (const notes of form.querySelectorAll("[data-notes]:not(:has([data-stays]))")) notes.remove();
  for (const notes of fresh.querySelectorAll("[data-notes]")) {
    [...form.querySelectorAll(`[data-row="${notes.dataset.notes}"]`)].at(-1)?.after(notes);
  }
  for (const input of inputsOfCells()) {
    const isWrong = fresh.getElementById(input.id)?.getAttribute("aria-invalid");
    if (isWrong) input.setAttribute("aria-invalid", isWrong);
    else input.removeAttribute("aria-invalid");
  }
}

async function section() {
  try {
    const answer = await fetch(form.action, { redirect: "error" });
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  } catch {
    return null; // what the checks say is told with the next save
  }
}

function replace(id, fresh) {
  const old = document.getElementById(id);
  const open = [...(old?.querySelectorAll("details") ?? [])].map((details) => details.open);
  const now = fresh.getElementById(id);
  if (!old || !now || old.innerHTML === now.innerHTML) return;
  old.replaceChildren(...now.childNodes);
  for (const [number, details] of old.querySelectorAll("details").entries()) details.open = open[number] ?? details.open;
}
