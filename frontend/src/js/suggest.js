// Suggestions below a search box while one types: a combobox with a list box, by the pattern of WAI-ARIA 1.2.
// Without this script the box is an ordinary search field, and the form works.

const PAUSE = 160; // ms after the last key before the server is asked
const SHORTEST = 2;

export function startSuggestions(root) {
  for (const group of root.querySelectorAll("[data-suggest]")) new Suggestions(group);
}

class Suggestions {
  constructor(group) {
    this.group = group;
    this.input = group.querySelector("input");
    this.address = group.dataset.suggest;
    this.known = new Map();
    this.options = [];
    this.active = -1;
    this.list = document.createElement("ul");
    this.list.id = `${this.input.id}-suggestions`;
    this.list.className = "cp-combobox__list";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", group.dataset.suggestSome);
    this.list.hidden = true;
    this.said = document.createElement("div");
    this.said.className = "govuk-visually-hidden";
    this.said.setAttribute("role", "status");
    group.append(this.list, this.said);
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
    })) {
      this.input.setAttribute(name, value);
    }
    this.input.addEventListener("input", () => this.wait());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.input.addEventListener("blur", () => this.close());
    // The box must not lose the focus before the click is a click.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.choose(event.target.closest("[role=option]")));
  }

  wait() {
    clearTimeout(this.timer);
    this.request?.abort();
    if (this.input.value.trim().length < SHORTEST) {
      this.close();
      return;
    }
    this.timer = setTimeout(() => this.ask(this.input.value.trim()), PAUSE);
  }

  async ask(text) {
    try {
      const found = this.known.get(text) ?? (await this.fetched(text));
      this.known.set(text, found);
      if (text === this.input.value.trim() && document.activeElement === this.input) this.show(found);
    } catch {
      this.close(); // asked anew meanwhile, or no connection: the form still works
    }
  }

  async fetched(text) {
    this.request = new AbortController();
    const response = await fetch(`${this.address}?q=${encodeURIComponent(text)}`, {
      headers: { Accept: "application/json" },
      signal: this.request.signal,
    });
    if (!response.ok) throw new Error(response.statusText);
    return (await response.json()).suggestions;
  }

  show(found) {
    this.options = found.map((one, place) => this.option(one, place));
    this.list.replaceChildren(...this.options);
    this.mark(-1);
    this.list.hidden = !found.length;
    this.input.setAttribute("aria-expanded", String(found.length > 0));
    const { suggestSome, suggestNone } = this.group.dataset;
    this.said.textContent = found.length ? `${suggestSome} (${found.length})` : suggestNone;
  }

  option({ text, hint, url }, place) {
    const item = document.createElement("li");
    item.id = `${this.list.id}-${place}`;
    item.className = "cp-combobox__option";
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.url = url;
    const small = document.createElement("span");
    small.className = "cp-combobox__hint";
    small.textContent = hint;
    item.append(text, " ", small);
    return item;
  }

  press(event) {
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in moves && this.options.length && !event.altKey) {
      event.preventDefault();
      if (this.list.hidden) this.open();
      // One place more than there are options: the text itself.
      const places = this.options.length + 1;
      this.mark(((this.active + 1 + moves[event.key] + places) % places) - 1);
    } else if (event.key === "Enter" && this.active >= 0) {
      event.preventDefault();
      this.choose(this.options[this.active]);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault(); // the first Escape closes the list, the second empties the field
      this.close();
    } else if (event.key === "Tab") {
      this.close();
    }
  }

  mark(place) {
    this.options[this.active]?.setAttribute("aria-selected", "false");
    this.active = place;
    const option = this.options[place];
    if (!option) {
      this.input.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  choose(option) {
    if (option) window.location.assign(option.dataset.url);
  }

  open() {
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
  }

  close() {
    clearTimeout(this.timer);
    this.mark(-1);
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
  }
}
