// Warns before the session ends. When it has ended, its person signs in on the spot: what is typed stays in the page.

const page = document.body.dataset;
const otherTabs = new BroadcastChannel("session");
const banner = Object.assign(document.createElement("div"), { className: "session-banner" });
const dialog = Object.assign(document.createElement("dialog"), { className: "session-dialog" });
let endsAt = Date.now() + page.left * 1000;
let typedAt = 0;
let timer;
let unsent; // [form, button]: what was to be sent when the session had ended
let actsAsPage = true; // false once the session may act in another membership than this page was opened in

const tokens = () => document.querySelectorAll("input[name=csrfmiddlewaretoken]");
const stateUrl = `${page.session}?of=${page.person}`;

async function ask(options) {
  try {
    const told = await (await fetch(stateUrl, options)).json();
    actsAsPage ||= options !== undefined;
    await heed(told);
  } catch {
    timer = setTimeout(ask, 30_000); // the network is away: the page stays as it is
  }
}

// Also tells the server in which membership this page was opened.
async function stay() {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", tokens()[0].value);
  body.set("membership", page.membership);
  await ask({ method: "POST", body });
  otherTabs.postMessage("changed");
}

// What was to be sent is sent once the session acts in this page's membership again: in another it would be lost.
async function heed({ person, left, token, notice }) {
  clearTimeout(timer);
  banner.innerHTML = "";
  if (person !== page.person) {
    endsAt = 0;
    actsAsPage = false;
    signInHere(notice);
    return;
  }
  endsAt = Date.now() + left * 1000;
  for (const field of tokens()) field.value = token;
  if (!actsAsPage) {
    await stay();
    return;
  }
  dialog.close();
  banner.innerHTML = notice;
  watch();
  const [form, button] = unsent ?? [];
  unsent = undefined;
  form?.requestSubmit(button);
  document.dispatchEvent(new Event("session-is-back")); // for whoever sends without a button
}

function watch() {
  const untilWarning = endsAt - page.warning * 1000 - Date.now();
  timer = setTimeout(look, untilWarning > 0 ? untilWarning : Math.max(endsAt - Date.now() + 1000, 0));
}

// Whoever is typing is not away.
function look() {
  const isTyping = Date.now() - typedAt < page.warning * 1000 && Date.now() < endsAt;
  return isTyping ? stay() : ask();
}

async function signInHere(notice) {
  if (dialog.open) return;
  dialog.innerHTML = notice;
  dialog.showModal();
  if (dialog.querySelector("[data-sign-in]")) await put(fetch(`${page.signIn}?next=${encodeURIComponent(stateUrl)}`));
}

// Shows the page that was answered inside the dialog; the sign-in page leads on to the state of the session.
async function put(asked) {
  const answer = await asked;
  if (new URL(answer.url).pathname === page.session) {
    await heed(await answer.json());
    return;
  }
  const content = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
  content.querySelector(".begin-anew")?.remove();
  for (const heading of content.querySelectorAll("h1")) {
    const lower = document.createElement("h2");
    lower.append(...heading.childNodes);
    heading.replaceWith(lower);
  }
  for (const form of content.querySelectorAll("form")) form.action = new URL(form.getAttribute("action") ?? "", answer.url);
  for (const link of content.querySelectorAll("a")) link.target = "_blank"; // leaving would lose what is typed
  for (const field of content.querySelectorAll("[name=login]")) Object.assign(field, { value: page.email, readOnly: true });
  dialog.querySelector("[data-sign-in]").replaceChildren(...content.childNodes);
  dialog.querySelector("[data-sign-in] input:not([type=hidden], [readonly])")?.focus();
}

dialog.addEventListener("submit", (event) => {
  if (event.target.method === "dialog") return;
  event.preventDefault();
  put(fetch(event.target.action, { method: "POST", body: new FormData(event.target) }));
});

banner.addEventListener("click", (event) => {
  if (event.target.closest("button")) stay();
});

if (page.session) {
  banner.setAttribute("role", "alert");
  dialog.setAttribute("aria-labelledby", "session-has-ended");
  document.querySelector("main").before(banner);
  document.body.append(dialog);
  watch();
  otherTabs.addEventListener("message", () => ask());
  document.addEventListener("input", () => (typedAt = Date.now()));
  document.addEventListener("session-in-doubt", () => {
    actsAsPage = false;
    ask();
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && Date.now() > endsAt - page.warning * 1000) ask();
  });
  document.addEventListener("submit", (event) => {
    if (event.target.method !== "post" || !event.target.closest("main") || Date.now() < endsAt) return;
    event.preventDefault();
    unsent = [event.target, event.submitter];
    actsAsPage = false;
    ask();
  });
}
