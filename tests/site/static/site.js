"use strict";

const root = document.documentElement;

function remembered(key) {
  try { return localStorage.getItem(key); } catch { return null; }
}

function remember(key, value) {
  try { localStorage.setItem(key, value); } catch { /* storage is off: the setting lasts for this page */ }
}

for (const button of document.querySelectorAll("[data-setting]")) {
  const name = button.dataset.setting;
  const show = (on) => {
    root.classList.toggle(name, on);
    button.setAttribute("aria-pressed", String(on));
  };
  show(remembered(name) === "on");
  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    show(on);
    remember(name, on ? "on" : "off");
  });
}

const notice = document.querySelector("[data-cookies]");
if (notice) {
  notice.hidden = remembered("cookies") !== null;
  for (const button of notice.querySelectorAll("button")) {
    button.addEventListener("click", () => {
      remember("cookies", button.dataset.cookiesAnswer);
      notice.hidden = true;
      document.querySelector("main")?.focus();
    });
  }
}

document.addEventListener("keydown", (event) => {
  const open = document.querySelector(".menu details[open]");
  if (event.key === "Escape" && open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});
