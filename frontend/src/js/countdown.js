// Says how many characters are left in a text area: at once for the eye, after a pause for a screen reader.

const PAUSE = 1000;

export function startCountdowns(root) {
  for (const area of root.querySelectorAll("[data-count]")) {
    const box = root.getElementById(`${area.id}-count`);
    if (box) start(area, box, Number(area.dataset.count));
  }
}

export function sentence(length, limit, { left, over }) {
  const rest = limit - length;
  return rest >= 0 ? left.replace("%{count}", rest) : over.replace("%{count}", -rest);
}

function start(area, box, limit) {
  const seen = box.cloneNode(false);
  seen.removeAttribute("id");
  seen.setAttribute("aria-hidden", "true");
  const heard = seen.cloneNode(false);
  heard.className = "govuk-visually-hidden";
  heard.removeAttribute("aria-hidden");
  heard.setAttribute("aria-live", "polite");
  box.classList.add("govuk-visually-hidden");
  box.after(seen, heard);

  let timer;
  const show = () => {
    const text = sentence(lengthOf(area.value), limit, box.dataset);
    seen.textContent = text;
    seen.classList.toggle("govuk-error-message", lengthOf(area.value) > limit);
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (document.activeElement === area) heard.textContent = text;
    }, PAUSE);
  };
  area.addEventListener("input", show);
  area.addEventListener("portal:restored", show);
  show();
}

// The server counts a line end as two characters, because a browser sends it as two, and a letter outside the
// basic plane as one.
export function lengthOf(text) {
  return [...text.replace(/\r\n|\r|\n/g, "\r\n")].length;
}
