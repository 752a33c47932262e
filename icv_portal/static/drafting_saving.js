// Sends what was typed, small and soon, until the portal confirms it, and says how that stands.
import { asChange, confirmed, form, inputOf, isSent, keep, toSend, unsaved, waits } from "./drafting_cells.js";
import { checkSoon } from "./drafting_findings.js";

const PAUSE = 700;
const LONGEST_PAUSE = 3_000; // for whoever types without a pause
const FIRST_RETRY = 2_000;
const LAST_RETRY = 30_000;
const PATIENCE = 20_000;
const LONGEST_TURN = 1_500;

const state = document.getElementById("saved-state");
const spoken = document.getElementById("saved-aloud");
let timer;
let waitingSince = 0;
let isSending = false;
let wasForbidden = false;
let retryAfter = FIRST_RETRY;

// `confirmations`: whoever asked the portal before one of them has heard of an older text.
export const page = { version: Number(form.elements.version.value), isLocked: false, confirmations: 0, isOutOfStep: () => {} };

export function nowAt(version) {
  if (version <= page.version) return;
  page.version = version;
  form.elements.version.value = version;
}

export function saveSoon() {
  clearTimeout(timer);
  waitingSince ||= Date.now();
  timer = setTimeout(save, Math.max(0, Math.min(PAUSE, waitingSince + LONGEST_PAUSE - Date.now())));
}

export function retry() {
  if (!toSend().length) return;
  clearTimeout(timer);
  save();
}

async function save() {
  if (isSending || page.isLocked) return;
  const batch = toSend();
  waitingSince = 0;
  if (!batch.length) return tellWhatWaits();
  const texts = textsOf(batch);
  isSending = true;
  if (!state.classList.contains("is-not-saved")) tell("saving"); // what is wrong stays in sight until it is put right
  const isHeard = await heed(await send(batch), batch, texts);
  isSending = false;
  if (isHeard && toSend().length) saveSoon();
}

const textsOf = (batch) => new Map(batch.map(([name, { text }]) => [name, text])); // they go on being typed meanwhile

function send(batch, options = {}) {
  const body = new FormData();
  for (const { name, value } of form.querySelectorAll("[name=csrfmiddlewaretoken], [name=page_membership]")) body.set(name, value);
  body.set("changes", JSON.stringify(batch.map(asChange)));
  batch.forEach(isSent);
  keep();
  const asked = { method: "POST", body, headers: { Accept: "application/json" }, redirect: "error", ...options };
  return fetch(form.dataset.typing, { signal: AbortSignal.timeout(PATIENCE), ...asked }).catch(() => null);
}

// Whether the portal took a stand on the batch; otherwise it is sent again by and by.
async function heed(answer, batch, texts) {
  if (answer?.ok) return take(await answer.json().catch(() => null), texts);
  if (answer?.status === 409) return lock();
  if (answer?.status === 400) return refuse(batch);
  if (answer?.status === 403 && wasForbidden) return lock("forbidden"); // also after the session was asked about
  if (answer?.status === 401 || answer?.status === 403) {
    wasForbidden = answer.status === 403;
    document.dispatchEvent(new Event("session-in-doubt"));
    return sendAgain("signedOut");
  }
  return sendAgain("offline");
}

function sendAgain(why) {
  tell(why);
  timer = setTimeout(save, retryAfter);
  retryAfter = Math.min(retryAfter * 2, LAST_RETRY);
  return false;
}

function take(told, texts) {
  if (!told) return sendAgain("offline");
  retryAfter = FIRST_RETRY;
  wasForbidden = false;
  page.confirmations += 1;
  for (const name of told.kept) confirmed(name, texts.get(name));
  for (const name of told.gone) waits(name, "gone");
  for (const one of told.contested) ask(one);
  const isAlone = told.seen === page.version;
  if (isAlone) nowAt(told.version);
  else page.isOutOfStep();
  keep();
  tellWhatWaits(told.savedAt);
  if (told.kept.length) checkSoon();
  return true;
}

function ask({ name, theirs, question }) {
  waits(name, "contested");
  const cell = inputOf(name).closest(".entry-cell");
  cell.querySelector(".entry-conflict")?.remove();
  cell.insertAdjacentHTML("beforeend", question);
  Object.assign(cell.lastElementChild.dataset, { about: name, theirs });
}

export function lock(why = unsaved.size ? "locked" : "closed") {
  page.isLocked = true;
  tell(why);
  return false;
}

// One text the portal cannot keep must not hold up the others.
async function refuse(batch) {
  if (batch.length === 1) {
    waits(batch[0][0], "refused");
    tellWhatWaits();
    return true;
  }
  for (const one of batch) {
    const texts = textsOf([one]);
    if (!(await heed(await send([one]), [one], texts))) return false;
  }
  return true;
}

function tellWhatWaits(savedAt = "") {
  const states = new Set([...unsaved.values()].map((entry) => entry.state));
  const waiting = ["gone", "contested", "refused"].find((one) => states.has(one));
  if (waiting) tell(waiting);
  else if (!unsaved.size && savedAt) tell("saved", savedAt);
}

const QUIET = ["saving", "saved"];

export function tell(what, time = "") {
  const isQuiet = QUIET.includes(what);
  const text = state.dataset[what].replace("{time}", time);
  const aloud = isQuiet ? "" : text;
  if (what !== "saving" && spoken.textContent !== aloud) spoken.textContent = aloud;
  if (state.textContent === text) return;
  state.textContent = text;
  state.classList.toggle("is-not-saved", !isQuiet);
}

// What a button sends comes after what the page sends by itself: otherwise one would be in one's own way.
export function sendInTurn() {
  let isWaiting = false;
  let isInTurn = false;
  form.addEventListener("submit", async (event) => {
    form.dataset.leaving = "";
    if (isInTurn || page.isLocked || (!isSending && !toSend().length)) return;
    event.preventDefault();
    if (isWaiting) return;
    isWaiting = true;
    await settle();
    [isWaiting, isInTurn] = [false, true];
    form.requestSubmit(event.submitter);
    isInTurn = false;
  });
}

async function settle() {
  clearTimeout(timer);
  const end = Date.now() + LONGEST_TURN;
  const isToGo = () => toSend().length && !state.classList.contains("is-not-saved");
  if (!isSending) save();
  do await new Promise((resolve) => setTimeout(resolve, 30)); // at least once: a form is not sent from its own submit event
  while (Date.now() < end && (isSending || isToGo()));
}

// Whoever leaves takes along nothing unsaved: what can still be sent is sent, and the rest is kept on this computer.
export function leaveSafely() {
  addEventListener("pagehide", () => {
    keep();
    if (toSend().length && !page.isLocked) send(toSend(), { keepalive: true, signal: undefined });
  });
  addEventListener("beforeunload", (event) => {
    if (unsaved.size && !keep()) event.preventDefault();
  });
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href]");
    const isElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button || link?.target;
    if (!link || isElsewhere || link.getAttribute("href").startsWith("#") || !toSend().length) return;
    event.preventDefault();
    await settle();
    location.assign(link.href);
  });
}
