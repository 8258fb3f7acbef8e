// htmx is fetched only by pages that use it.

export async function loadHtmx(root) {
  const address = root.querySelector("meta[name=portal-htmx]")?.content;
  if (!address || !root.querySelector("[hx-get], [hx-post]")) return;
  try {
    await import(address);
  } catch (error) {
    console.warn(error); // the page still works, by its links and buttons
  }
}
