// One press, one submission. The button is never disabled, so that it cannot stay dead.

import { refreshToken } from "./token.js";

const PATIENCE = 8000;

export function startGuard(root, now = () => Date.now()) {
  const pressed = new WeakMap();

  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.getAttribute("method")?.toLowerCase() !== "post") return;
    refreshToken(form);
    const last = pressed.get(form);
    if (last !== undefined && now() - last < PATIENCE) {
      event.preventDefault();
      return;
    }
    pressed.set(form, now());
    form.setAttribute("aria-busy", "true");
    setTimeout(() => release(form), PATIENCE);
  });

  // A page taken from the browser's memory by «back» must accept a press again.
  globalThis.addEventListener?.("pageshow", () => {
    for (const form of root.querySelectorAll("form")) release(form);
  });

  function release(form) {
    pressed.delete(form);
    form.removeAttribute("aria-busy");
  }
}
