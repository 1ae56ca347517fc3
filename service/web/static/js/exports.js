// Copying and downloading a brief in the formats of the API.

import { render } from "./api.js";
import { el } from "./dom.js";
import { label, name, say, t } from "./i18n.js";

// What a desk opens, then what programs read.
const OFTEN = { docx: "docx", markdown: "md", html: "html", text: "txt" };
const SELDOM = {
  json: "json", ninjs: "ninjs.json", newsml: "newsml.xml", tmx: "tmx", xliff: "xliff", atom: "atom",
};

// A toolbar; `languages()` says which sides of the brief are wanted, `announce` tells the reader.
export function exportsBar(brief, languages, announce, fail) {
  const url = document.body.dataset.render;
  const written = (format) => render(url, brief, format, languages());
  const guarded = (work) => () => work().catch(fail);

  const copy = say("button", "export.copy", { type: "button", id: "copy" });
  copy.addEventListener("click", guarded(async () => {
    await toClipboard(written("text").then((blob) => blob.text()));
    announce(t("export.copied"));
    name(copy, "export.copied");
    setTimeout(() => name(copy, "export.copy"), 2000);
  }));

  const button = ([format, suffix]) => {
    const made = say("button", `export.${format}`, { type: "button", "data-format": format });
    label(made, "export.downloadAs", { format: t(`export.${format}`) });
    made.addEventListener("click", guarded(async () => {
      save(await written(format), `songngu-${brief.id.slice(0, 12)}.${suffix}`);
    }));
    return made;
  };
  const more = el("details", { class: "more-formats" },
    say("summary", "export.more"),
    el("div", { class: "downloads" }, ...Object.entries(SELDOM).map(button)));
  const group = label(el("div", { class: "downloads", role: "group" }), "export.download");
  group.append(say("span", "export.download", { "aria-hidden": "true" }),
    ...Object.entries(OFTEN).map(button), more);
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
