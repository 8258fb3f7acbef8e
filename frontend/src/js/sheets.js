// A form that is filled in where there is no network. Each keystroke and each photograph is kept in the browser's own
// database; what was sent without a network goes out by itself later. The key in the form is the same in every attempt, so
// that the portal takes a sheet once, however often it comes.

import { fill, typedIn } from "./autosave.js";
import { refreshToken } from "./token.js";

const RETRY = 15000;
const PATIENCE = 60000;

export function startSheets(root) {
  for (const form of root.querySelectorAll("form[data-sheet]")) {
    const status = root.querySelector("[data-sheet-status]");
    if (status) new Sheet(form, status).start();
  }
}

// A drawer of the browser's database; every promise fails where the browser keeps nothing.
export function openDrawer(name = "portal-sheets") {
  const opened = new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore("sheets", { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const ask = async (mode, action) => {
    const transaction = (await opened).transaction("sheets", mode, { durability: "strict" });
    const request = action(transaction.objectStore("sheets"));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  };
  return {
    put: (record) => ask("readwrite", (store) => store.put(record)),
    remove: (key) => ask("readwrite", (store) => store.delete(key)),
    all: () => ask("readonly", (store) => store.getAll()),
  };
}

export class Sheet {
  constructor(form, status, { drawer = openDrawer(), ask = (...args) => fetch(...args) } = {}) {
    Object.assign(this, { form, status, drawer, ask });
    this.say = status.dataset;
    this.place = `${this.say.userKey}:${form.dataset.sheet}`;
    this.sending = new Set();
  }

  async start() {
    this.form.addEventListener("input", () => this.keep());
    this.form.addEventListener("change", () => this.keep());
    this.form.addEventListener("submit", (event) => this.onSubmit(event), { capture: true });
    addEventListener("online", () => this.sendWaiting());
    setInterval(() => this.sendWaiting(), RETRY);
    try {
      const records = (await this.drawer.all()).filter((record) => record.place === this.place);
      const own = records.find((record) => record.key === this.key());
      if (own) this.putBack(own);
      for (const record of records.filter((one) => one !== own && !one.queued)) this.offer(record);
      this.sendWaiting();
    } catch {
      this.tell(this.say.keepsNothing, { problem: true });
    }
  }

  key() {
    return this.form.elements.namedItem("key").value;
  }

  record(queued) {
    const photos = [...this.form.querySelectorAll("input[type=file]")]
      .filter((input) => input.files.length)
      .map((input) => [input.name, input.files[0]]);
    const fields = typedIn(this.form);
    return { key: this.key(), place: this.place, url: this.form.action, at: Date.now(), fields, photos, queued };
  }

  // Writes follow each other, so that an older one never lands last.
  keep(queued = false) {
    const record = this.record(queued);
    this.writing = Promise.resolve(this.writing)
      .catch(() => null)
      .then(() => this.drawer.put(record));
    this.writing.then(
      () => queued || this.tell(this.say.kept),
      () => this.tell(this.say.keepsNothing, { problem: true }),
    );
    return this.writing;
  }

  async onSubmit(event) {
    event.preventDefault();
    event.stopPropagation();
    const record = this.record(true);
    try {
      await this.keep(true);
    } catch {
      // Without a drawer the browser sends the form itself, as it would without this script.
      refreshToken(this.form);
      this.form.submit();
      return;
    }
    await this.send(record);
  }

  async sendWaiting() {
    if (!navigator.onLine) return;
    const records = await this.drawer.all().catch(() => []);
    for (const record of records) if (record.place === this.place && record.queued) await this.send(record);
  }

  async send(record) {
    if (this.sending.has(record.key)) return;
    this.sending.add(record.key);
    this.form.setAttribute("aria-busy", "true");
    const outcome = await this.attempt(record);
    this.form.removeAttribute("aria-busy");
    this.sending.delete(record.key);
    await this.settle(record, outcome);
  }

  async attempt(record) {
    refreshToken(this.form);
    const body = new FormData();
    for (const [name, value] of record.fields) body.append(name, value);
    for (const [name, file] of record.photos) body.append(name, file, file.name);
    const headers = {
      "X-CSRFToken": this.form.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "",
      "X-Autosave": "1",
      Accept: "application/json",
    };
    const signal = AbortSignal.timeout?.(PATIENCE);
    try {
      const answer = await this.ask(record.url, { method: "POST", body, headers, redirect: "manual", signal });
      return { status: answer.status, type: answer.type, body: await answer.json().catch(() => null) };
    } catch {
      return { status: 0 };
    }
  }

  async settle(record, { status, type, body }) {
    if (status === 200 && body?.url) {
      await this.drawer.remove(record.key);
      if (record.key === this.key()) location.assign(body.url);
      else this.tell(this.say.sent);
      return;
    }
    const isOut = status === 401 || type === "opaqueredirect" || (status === 403 && !body?.message);
    if (isOut) return this.tell(this.say.expired, { problem: true, link: true });
    if (status === 0 || status >= 500) return this.tell(this.say.waits, { problem: true });
    // Refused: it stays here, and only the person decides what happens to it.
    await this.drawer.put({ ...record, queued: false });
    if (record.key !== this.key()) return this.offer(record, body?.message);
    if (status === 422) {
      // The portal's own page says at each field what is missing; what was typed is in the drawer too.
      refreshToken(this.form);
      this.form.submit();
      return;
    }
    this.tell(`${body?.message ?? this.say.refused} ${this.say.stays}`, { problem: true });
  }

  putBack(record) {
    fill(this.form, record.fields);
    this.form.elements.namedItem("key").value = record.key;
    for (const [name, file] of record.photos) {
      const input = this.form.querySelector(`input[type=file][name="${CSS.escape(name)}"]`);
      if (!input) continue;
      const files = new DataTransfer();
      files.items.add(file);
      input.files = files.files;
    }
    this.tell(this.say.back.replace("%{time}", clockOf(record.at)));
  }

  offer(record, message = "") {
    const box = document.createElement("div");
    box.className = "cp-autosave__offer";
    const text = document.createElement("p");
    text.textContent = `${message} ${this.say.offer.replace("%{time}", clockOf(record.at))}`.trim();
    const buttons = document.createElement("div");
    buttons.className = "govuk-button-group";
    buttons.append(
      this.button(this.say.putBack, "govuk-button", async () => {
        // What this page holds now stays in the drawer under its own key.
        await this.keep();
        this.putBack(record);
        box.remove();
      }),
      this.button(this.say.discard, "govuk-button govuk-button--secondary", async () => {
        await this.drawer.remove(record.key);
        box.remove();
      }),
    );
    box.append(text, buttons);
    this.status.prepend(box);
  }

  button(label, className, action) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className, textContent: label });
    button.addEventListener("click", action);
    return button;
  }

  tell(text, { problem = false, link = false } = {}) {
    const shown = this.status.querySelector(".cp-autosave__text");
    if (shown?.dataset.said === text) return;
    const line = document.createElement("p");
    line.className = "cp-autosave__text";
    line.dataset.said = text;
    line.textContent = text;
    if (link && this.say.loginUrl) {
      const anchor = document.createElement("a");
      Object.assign(anchor, { href: this.say.loginUrl, target: "_blank", textContent: this.say.login });
      line.append(" ", anchor);
    }
    shown?.remove();
    this.status.append(line);
    this.status.classList.toggle("cp-autosave--problem", problem);
  }
}

function clockOf(moment) {
  return new Date(moment).toLocaleTimeString("ru", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Almaty" });
}
