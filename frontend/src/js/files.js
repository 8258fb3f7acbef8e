// Tells at once that a file will be refused, before minutes of upload. The server checks again.

// What the first bytes of a file must be, by the ending of its name.
const BEGINNINGS = {
  pdf: ["25504446"],
  png: ["89504e470d0a1a0a"],
  jpg: ["ffd8ff"],
  jpeg: ["ffd8ff"],
  docx: ["504b0304"],
  xlsx: ["504b0304"],
  zip: ["504b0304", "504b0506"],
  doc: ["d0cf11e0a1b11ae1"],
  xls: ["d0cf11e0a1b11ae1"],
};

export function startFileChecks(root) {
  for (const input of root.querySelectorAll("input[type=file][data-accept]")) {
    input.addEventListener("change", () => tell(input));
    input.form?.addEventListener("submit", (event) => {
      // Of several files the good ones are taken, and the page says what is wrong with the others.
      if (!input.dataset.problem || input.multiple) return;
      event.preventDefault();
      input.focus();
    });
  }
}

async function tell(input) {
  const found = [];
  for (const file of input.files) {
    const problem = await check([file], limits(input));
    if (problem) found.push(input.multiple ? `${file.name}: ${input.dataset[problem]}` : input.dataset[problem]);
  }
  show(input, found.join(" "));
}

function limits({ dataset }) {
  return { accept: dataset.accept.split(" ").filter(Boolean), maxBytes: Number(dataset.maxBytes) };
}

// The name of the data attribute with the fitting sentence, or "" when all is well.
export async function check(files, { accept, maxBytes }) {
  for (const file of files) {
    const ending = file.name.includes(".") ? file.name.split(".").pop().toLowerCase() : "";
    if (accept.length && !accept.includes(ending)) return "wrongType";
    if (file.size === 0) return "empty";
    if (maxBytes && file.size > maxBytes) return "tooBig";
    const beginning = await beginningOf(file);
    if (beginning === null) return "unreadable";
    if (BEGINNINGS[ending] && !BEGINNINGS[ending].some((known) => beginning.startsWith(known))) return "wrongContent";
  }
  return "";
}

async function beginningOf(file) {
  try {
    const bytes = new Uint8Array(await file.slice(0, 8).arrayBuffer());
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  } catch {
    return null; // moved or deleted since it was chosen, or on a drive that is gone
  }
}

function show(input, sentence) {
  const group = input.closest(".govuk-form-group");
  const box = document.getElementById(`${input.id}_check`);
  input.dataset.problem = sentence;
  group?.classList.toggle("govuk-form-group--error", Boolean(sentence));
  if (sentence) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
  if (box) box.textContent = sentence;
}
