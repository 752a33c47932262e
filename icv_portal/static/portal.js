// Small comforts; every page works without them.
import "./session.js";

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details[data-closes-itself][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details[data-closes-itself][open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

document.querySelector(".error-summary")?.focus();
