// Marks chosen with the number keys, inside a list of marks only: elsewhere the keys keep their meaning.

const PAUSE = 900;

export function startMarks(root) {
  for (const box of root.querySelectorAll("[data-mark-keys]")) new Marks(box).start();
}

// The radio whose mark is typed: "7" is 7.00, "1" and then "0" is 10.00, "2.5" is 2.50.
export function chosen(values, typed) {
  if (!/^\d+(\.\d+)?$/.test(typed)) return undefined;
  return values.find((value) => Number(value) === Number(typed));
}

export class Marks {
  constructor(box, { now = () => Date.now() } = {}) {
    Object.assign(this, { box, now, typed: "", at: 0 });
  }

  start() {
    this.box.addEventListener("keydown", (event) => this.onKey(event));
  }

  onKey(event) {
    const radio = event.target;
    if (radio.type !== "radio" || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Enter") return this.toReason(event, radio);
    const key = event.key === "," ? "." : event.key;
    if (!/^[\d.]$/.test(key)) return;
    event.preventDefault();
    this.choose(radio, key);
  }

  // Keys that follow at once belong together; when together they are no mark, the last one begins anew.
  choose(radio, key) {
    const together = this.name === radio.name && this.now() - this.at < PAUSE ? this.typed + key : key;
    Object.assign(this, { name: radio.name, at: this.now() });
    const group = [...this.box.querySelectorAll("input[type=radio]")].filter((one) => one.name === radio.name);
    const values = group.map((one) => one.value);
    const typed = together.endsWith(".") || chosen(values, together) !== undefined ? together : key;
    this.typed = typed;
    const target = group.find((one) => one.value === chosen(values, typed));
    if (target) this.take(target);
  }

  take(radio) {
    radio.focus();
    if (radio.checked) return;
    radio.checked = true;
    radio.dispatchEvent(new Event("input", { bubbles: true }));
    radio.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // Enter in a radio would press the first button of the form: half a sheet must not be sent so.
  toReason(event, radio) {
    event.preventDefault();
    const stops = [...this.box.querySelectorAll("input, textarea")].filter((one) => one.name !== radio.name || one === radio);
    stops[stops.indexOf(radio) + 1]?.focus();
  }
}
