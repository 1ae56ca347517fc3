// Copying and downloading a brief in the formats of the API.

import { render } from "./api.js";
import { el } from "./dom.js";
import { label, name, say, t } from "./i18n.js";

const SUFFIXES = { markdown: "md", html: "html", json: "json", text: "txt" };

// A toolbar; `languages()` says which sides of the brief are wanted, `announce` tells the reader.
export function exportsBar(brief, languages, announce, fail) {
  const url = document.body.dataset.render;
  const written = (format) => render(url, brief, format, languages());
  const guarded = (work) => () => work().catch(fail);

  const copy = say("button", "export.copy", { type: "button", id: "copy" });
  copy.addEventListener("click", guarded(async () => {
    await toClipboard(written("text").then(({ text }) => text));
    announce(t("export.copied"));
    name(copy, "export.copied");
    setTimeout(() => name(copy, "export.copy"), 2000);
  }));

  const downloads = Object.entries(SUFFIXES).map(([format, suffix]) => {
    const button = say("button", `export.${format}`, { type: "button", "data-format": format });
    label(button, "export.downloadAs", { format: t(`export.${format}`) });
    button.addEventListener("click", guarded(async () => {
      const { text, type } = await written(format);
      save(new Blob([text], { type }), `songngu-${brief.id.slice(0, 12)}.${suffix}`);
    }));
    return button;
  });
  const group = label(el("div", { class: "downloads", role: "group" }), "export.download");
  group.append(say("span", "export.download", { "aria-hidden": "true" }), ...downloads);
  return el("div", { class: "exports" }, copy, group);
}

// The text is still on its way: browsers want the clipboard asked within the click.
async function toClipboard(text) {
  if (navigator.clipboard && window.ClipboardItem) {
    const blob = text.then((value) => new Blob([value], { type: "text/plain" }));
    return navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
  }
  const area = el("textarea", { class: "sr-only", readonly: true });
  area.value = await text;
  document.body.append(area);
  area.select();
  document.execCommand("copy"); // the only way on pages without https
  return area.remove();
}

function save(blob, filename) {
  const link = el("a", { href: URL.createObjectURL(blob), download: filename });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
