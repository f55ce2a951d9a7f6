// Keys for the queue of names: each presses the button that shows it. Without this file the
// buttons work as they are.
"use strict";

{
  const KEPT = "review-keys"; // "off" where the editor does without keys
  const toggle = document.querySelector("[data-keys-on]");
  let sent = false;

  const kept = () => {
    try { return localStorage.getItem(KEPT); } catch { return null; } // storage is blocked
  };
  const keep = (value) => {
    try { localStorage.setItem(KEPT, value); } catch {}
  };

  if (toggle) {
    toggle.checked = kept() !== "off";
    toggle.addEventListener("change", () => keep(toggle.checked ? "on" : "off"));
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.repeat) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input:not([type=checkbox]), select, textarea")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (kept() === "off" && event.key !== "?") return;
    const found = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!found) return;
    event.preventDefault();
    if (found.matches("input")) found.focus();
    else found.click();
  });

  // A decision is sent once, however often the key is pressed.
  for (const form of document.querySelectorAll("form.judge")) {
    form.addEventListener("submit", (event) => {
      if (sent) event.preventDefault();
      sent = true;
    });
  }
  addEventListener("pageshow", () => { sent = false; });
}
