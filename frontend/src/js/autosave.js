// Saves long forms by themselves, and keeps the text on this device whenever that fails.

import { refreshToken } from "./token.js";

const PAUSE = 2000;
const RETRY = 15000;
const PATIENCE = 30000;

export function startAutosave(root) {
  for (const form of root.querySelectorAll("form[data-autosave-url]")) {
    const status = form.querySelector("[data-autosave-status]") ?? root.querySelector("[data-autosave-status]");
    if (status) new Autosave(form, status).start();
  }
}

// Name–value pairs of the form as it would be sent, without files, token and buttons.
export function typedIn(form) {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
}

// What the answer of the server means for the person.
export function meaning({ status, redirected, type }, body) {
  if (status === 401 || redirected || type === "opaqueredirect") return { kind: "expired" };
  if (status === 200 && body?.saved_at) return { ...body, kind: "saved", at: body.saved_at };
  // Refused without a word from the portal's own code: the guard against forged requests no longer knows this visit.
  if (status === 403 && !body?.message) return { kind: "expired" };
  if (status === 409) return { kind: "conflict", message: body?.message };
  if (status >= 400 && status < 500) return { kind: "refused", message: body?.message };
  return { kind: "lost" };
}

export class Autosave {
  constructor(form, status, { store = safeStorage(), ask = (...args) => fetch(...args) } = {}) {
    Object.assign(this, { form, status, store, ask });
    this.say = status.dataset;
    this.key = `portal:${this.say.userKey}:${form.dataset.autosaveKey ?? form.dataset.autosaveUrl}`;
    this.stopped = false;
    this.sending = false;
    // A page that came back with errors shows text that the server does not have.
    this.sent = form.querySelector("[aria-invalid=true]") ? "" : this.snapshot();
  }

  start() {
    this.offer();
    this.form.addEventListener("input", () => this.later());
    // A chosen mark is saved at once: nothing more is going to be typed there.
    this.form.addEventListener("change", (event) => this.later(event.target.type === "radio" ? 0 : PAUSE));
    this.form.addEventListener("submit", (event) => this.onSubmit(event));
    document.addEventListener("visibilitychange", () => {
      // Back from signing in again in another tab: what could not be saved is sent now.
      this.save({ leaving: document.visibilityState === "hidden" });
    });
    addEventListener("online", () => this.save());
    addEventListener("pageshow", () => (this.submitted = false));
  }

  snapshot() {
    return JSON.stringify(typedIn(this.form).filter(([name]) => name !== "version"));
  }

  later(delay = PAUSE) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), delay);
  }

  // Text is kept from before the form is sent until the server is known to have it.
  onSubmit(event) {
    clearTimeout(this.timer);
    if (this.snapshot() !== this.sent) this.keep({ submitted: true });
    // Others may stop this submission after us; then saving goes on.
    setTimeout(() => (this.submitted = this.submitted || !event.defaultPrevented));
    setTimeout(() => (this.submitted = false), PATIENCE);
  }

  async save({ leaving = false } = {}) {
    const now = this.snapshot();
    if (now === this.sent || this.stopped || this.submitted) return;
    if (this.sending) return this.later();
    this.sending = true;
    clearTimeout(this.timer);
    if (leaving) this.keep();
    const outcome = await this.send(leaving);
    this.sending = false;
    this.tell(outcome, now);
  }

  async send(leaving) {
    refreshToken(this.form);
    const body = new URLSearchParams(typedIn(this.form));
    const token = this.form.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
    try {
      const answer = await this.ask(this.form.dataset.autosaveUrl, {
        method: "POST",
        body,
        // Browsers refuse more than 64 KiB that outlives the page; then the copy on this device must do.
        keepalive: leaving && body.toString().length < 60000,
        redirect: "manual",
        credentials: "same-origin",
        headers: { "X-CSRFToken": token, "X-Autosave": "1", Accept: "application/json" },
      });
      return meaning(answer, await answer.json().catch(() => null));
    } catch {
      return { kind: "lost" };
    }
  }

  tell(outcome, snapshot) {
    if (outcome.kind === "saved") return this.saved(outcome, snapshot);
    this.keep();
    if (outcome.kind === "lost") this.later(RETRY);
    // Saving over somebody else's text, again and again, helps nobody.
    if (outcome.kind === "conflict") this.stopped = true;
    const own = { expired: this.say.expired, conflict: this.say.conflict, refused: this.say.refused, lost: this.say.lost };
    this.show(outcome.message ?? own[outcome.kind], { problem: true, link: outcome.kind === "expired" });
  }

  // `fields` are what another author has changed meanwhile in controls that this page had not touched.
  saved({ at, version, fields = {}, live = {}, message }, snapshot) {
    const taken = takeOver(this.form, JSON.parse(snapshot), fields);
    this.sent = taken ?? snapshot;
    const field = this.form.elements.namedItem("version");
    if (field && version !== undefined && taken !== null) field.value = version;
    if (this.snapshot() === this.sent) this.forget();
    else this.later();
    showLive(this.form, live);
    this.show(message ?? this.say.saved.replace("%{time}", at));
  }

  show(text, { problem = false, link = false } = {}) {
    // The same good news is not read out again and again.
    if (!problem && this.status.querySelector(".cp-autosave__text")?.textContent === text) return;
    const line = document.createElement("p");
    line.className = "cp-autosave__text";
    line.textContent = text;
    if (link && this.say.loginUrl) {
      const anchor = document.createElement("a");
      anchor.href = this.say.loginUrl;
      anchor.target = "_blank";
      anchor.textContent = this.say.login;
      line.append(" ", anchor);
    }
    this.status.querySelector(".cp-autosave__text")?.remove();
    this.status.append(line);
    this.status.classList.toggle("cp-autosave--problem", problem);
  }

  // The copy on this device

  keep({ submitted = false } = {}) {
    const record = { at: Date.now(), fields: typedIn(this.form), submitted, version: this.version(), earlier: this.offered };
    this.store.set(this.key, JSON.stringify(record));
  }

  // A copy that is still being offered outlives newer ones: only the person decides about it.
  forget() {
    if (this.offered) this.store.set(this.key, JSON.stringify(this.offered));
    else this.store.remove(this.key);
  }

  version() {
    return this.form.elements.namedItem("version")?.value;
  }

  // The newest copy that the server does not have.
  kept() {
    let record = null;
    try {
      record = JSON.parse(this.store.get(this.key));
    } catch {
      return null;
    }
    while (record && this.isKnown(record)) record = record.earlier;
    return record ?? null;
  }

  // The server shows the same text, or what was sent last has made a new version.
  isKnown({ fields, submitted, version }) {
    const plain = (pairs) =>
      JSON.stringify(pairs.filter(([name]) => name !== "version").map(([name, value]) => [name, value.trim()]));
    if (plain(fields) === plain(typedIn(this.form))) return true;
    return submitted && version !== undefined && version !== this.version();
  }

  offer() {
    this.offered = this.kept();
    this.forget();
    if (!this.offered) return;
    const box = document.createElement("div");
    box.className = "cp-autosave__offer";
    const text = document.createElement("p");
    const time = new Date(this.offered.at).toLocaleTimeString("ru", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Almaty" });
    text.textContent = this.say.offer.replace("%{time}", time);
    const buttons = document.createElement("div");
    buttons.className = "govuk-button-group";
    buttons.append(
      this.button(this.say.putBack, "govuk-button", () => this.decide(box, true)),
      this.button(this.say.discard, "govuk-button govuk-button--secondary", () => this.decide(box, false)),
    );
    box.append(text, buttons);
    this.status.prepend(box);
  }

  decide(box, putBack) {
    const { fields } = this.offered;
    this.offered = null;
    box.remove();
    if (putBack) {
      fill(this.form, fields);
      this.keep();
    } else {
      this.forget();
    }
    this.status.tabIndex = -1;
    this.status.focus();
    this.save();
  }

  button(label, className, action) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = className;
    button.textContent = label;
    button.addEventListener("click", action);
    return button;
  }
}

// Puts the texts of another author into controls that say what was sent. Gives what the page says then, as a snapshot;
// null, and nothing is touched, when one of them has been typed in since: then the server has to look again.
export function takeOver(form, sent, fields) {
  const pairs = new Map(sent);
  const names = Object.keys(fields);
  const now = new Map(typedIn(form));
  if (names.some((name) => (now.get(name) ?? "") !== (pairs.get(name) ?? ""))) return null;
  for (const name of names) {
    const control = form.elements.namedItem(name);
    if (control && "value" in control) control.value = fields[name];
  }
  return JSON.stringify(sent.map(([name, value]) => [name, name in fields ? fields[name] : value]));
}

// Parts of the page that follow from what is saved come from the server as they are shown.
function showLive(form, live) {
  for (const [name, html] of Object.entries(live)) {
    const place = form.querySelector(`[data-live="${name}"]`);
    if (place) place.innerHTML = html;
  }
}

// Puts kept values into the controls; controls that are gone are left out.
export function fill(form, fields) {
  const values = new Map();
  for (const [name, value] of fields) values.set(name, [...(values.get(name) ?? []), value]);
  for (const control of form.elements) {
    if (!control.name || ["csrfmiddlewaretoken", "version"].includes(control.name)) continue;
    if (["file", "submit", "button", "hidden"].includes(control.type)) continue;
    const given = values.get(control.name) ?? [];
    if (control.type === "checkbox" || control.type === "radio") control.checked = given.includes(control.value);
    else if (control.tagName === "SELECT" && control.multiple)
      for (const option of control.options) option.selected = given.includes(option.value);
    else if (values.has(control.name)) control.value = given[0];
    control.dispatchEvent(new Event("portal:restored", { bubbles: false }));
  }
}

// localStorage may be forbidden or full; then the sentences still tell the truth about saving.
function safeStorage() {
  const attempt = (action) => {
    try {
      return action(globalThis.localStorage);
    } catch {
      return null;
    }
  };
  return {
    get: (key) => attempt((storage) => storage.getItem(key)),
    set: (key, value) => attempt((storage) => storage.setItem(key, value)),
    remove: (key) => attempt((storage) => storage.removeItem(key)),
  };
}
