// htmx is fetched only by pages that use it.

export async function loadHtmx(root) {
  const address = root.querySelector("meta[name=portal-htmx]")?.content;
  if (!address || !root.querySelector("[hx-get], [hx-post]")) return;
  await complete();
  try {
    await import(address);
  } catch (error) {
    console.warn(error); // the page still works, by its links and buttons
  }
}

// htmx starts by itself on a page that is complete. If it came after the page is parsed and before it is complete, it
// would wait for an event that is over.
function complete() {
  if (document.readyState === "complete") return Promise.resolve();
  return new Promise((resolve) => {
    window.addEventListener("load", resolve, { once: true });
  });
}
