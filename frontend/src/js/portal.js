// Everything here improves pages that already work without it.
import {
  createAll,
  Button,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
} from "govuk-frontend";
import { startAutosave } from "./autosave.js";
import { startCountdowns } from "./countdown.js";
import { startFileChecks } from "./files.js";
import { startGuard } from "./guard.js";
import { startMarks } from "./marks.js";
import { loadHtmx } from "./partial.js";
import { startSheets } from "./sheets.js";
import { startSuggestions } from "./suggest.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

for (const Component of [
  Button,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
]) {
  // A component that is ill-written must not stop the others.
  createAll(Component, undefined, { onError: (error) => console.warn(error) });
}

startFileChecks(document);
startAutosave(document);
startSheets(document);
startCountdowns(document);
startGuard(document);
startSuggestions(document);
startMarks(document);
loadHtmx(document);

for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
