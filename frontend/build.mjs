// Compiles styles and scripts and copies fonts into static/portal. `npm ci && npm run build`
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "static", "portal");
const modules = join(here, "node_modules");

async function styles() {
  const result = sass.compile(join(here, "src/scss/portal.scss"), {
    style: "compressed",
    loadPaths: [join(modules, "govuk-frontend/dist")],
    quietDeps: true,
  });
  await writeFile(join(out, "portal.css"), `${result.css.replace(/^\uFEFF/, "")}\n`);
}

async function scripts() {
  await esbuild.build({
    entryPoints: {
      portal: join(here, "src/js/portal.js"),
      signing: join(here, "src/js/signing.js"),
      htmx: join(modules, "htmx.org/dist/htmx.esm.js"),
    },
    outdir: out,
    bundle: true,
    format: "esm",
    target: "es2020",
    minify: true,
    charset: "utf8",
    legalComments: "none",
  });
}

async function fonts() {
  const from = join(modules, "@fontsource-variable/golos-text");
  const to = join(out, "fonts");
  await rm(to, { recursive: true, force: true });
  await mkdir(to, { recursive: true });
  for (const subset of ["cyrillic", "cyrillic-ext", "latin", "latin-ext"]) {
    await cp(join(from, `files/golos-text-${subset}-wght-normal.woff2`), join(to, `golos-text-${subset}.woff2`));
  }
  await cp(join(from, "LICENSE"), join(to, "LICENSE"));
}

async function licences() {
  const parts = [];
  for (const name of ["govuk-frontend", "htmx.org"]) {
    const { version } = JSON.parse(await readFile(join(modules, name, "package.json"), "utf8"));
    // The package of govuk-frontend comes without its licence text.
    const file = name === "govuk-frontend" ? join(here, "src/licences/govuk-frontend.txt") : join(modules, name, "LICENSE");
    parts.push(`${name} ${version}\n\n${(await readFile(file, "utf8")).trim()}\n`);
  }
  await writeFile(join(out, "LICENCES.txt"), parts.join("\n---\n\n"));
}

async function checker() {
  // The accessibility checker of the browser tests; not part of the pages.
  const to = join(here, "..", "tests", "vendor");
  await mkdir(to, { recursive: true });
  await cp(join(modules, "axe-core/axe.min.js"), join(to, "axe.min.js"));
  await cp(join(modules, "axe-core/LICENSE"), join(to, "axe-core-LICENSE"));
}

await mkdir(out, { recursive: true });
await Promise.all([styles(), scripts(), fonts(), licences(), checker()]);
