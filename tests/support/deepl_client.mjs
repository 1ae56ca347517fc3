// Calls a server through deepl-node and prints what it answers, as JSON.
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";

const [modules, serverUrl, folder] = process.argv.slice(2);
const deepl = createRequire(`${modules}/`)("deepl-node");
const client = new deepl.DeepLClient("geheim", { serverUrl, maxRetries: 2 });
const found = {};

const text = await client.translateText("Hội nghị khai mạc.", "vi", "en-US");
found.text = { ...text };
found.texts = (await client.translateText(["Một.", "Hai."], null, "en-GB")).map((one) => one.text);
const tagged = await client.translateText('Chào <x id="3"></x> nhé', "vi", "en-US", {
  tagHandling: "xml",
  ignoreTags: ["x"],
});
found.tagged = tagged.text;
found.sources = (await client.getSourceLanguages()).map((one) => one.code);
found.targets = (await client.getTargetLanguages()).map((one) => one.code);
found.usage = (await client.getUsage()).character;
found.pairs = await client.getGlossaryLanguagePairs();

const entries = new deepl.GlossaryEntries({ entries: { "hội nghị": "conference" } });
const glossary = await client.createGlossary("một", "vi", "en", entries);
found.glossary = { ...glossary };
found.entries = (await client.getGlossaryEntries(glossary)).entries();
const withTerms = await client.translateText("Hội nghị.", "vi", "en-US", { glossary });
found.withTerms = withTerms.text;

const many = await client.createMultilingualGlossary("nhiều", [
  { sourceLangCode: "vi", targetLangCode: "en", entries },
]);
found.many = many.dictionaries;
const renamed = await client.updateMultilingualGlossaryName(many.glossaryId, "khác");
found.renamed = renamed.name;
const dictionary = await client.getMultilingualGlossaryDictionaryEntries(
  many.glossaryId, "vi", "en",
);
found.dictionary = dictionary.entries.entries();
await client.deleteMultilingualGlossary(many.glossaryId);
await client.deleteGlossary(glossary);
found.left = (await client.listGlossaries()).length;

const handle = await client.uploadDocument(`${folder}/a.html`, "vi", "en-US");
let status = await client.getDocumentStatus(handle);
while (!status.done()) {
  await new Promise((wake) => setTimeout(wake, 50));
  status = await client.getDocumentStatus(handle);
}
await client.downloadDocument(handle, `${folder}/b.html`);
found.document = await readFile(`${folder}/b.html`, "utf8");

try {
  await client.translateText("Hội nghị.", "vi", "de");
} catch (error) {
  found.refused = error.message;
}
try {
  await new deepl.DeepLClient("sai", { serverUrl }).getUsage();
} catch (error) {
  found.forbidden = error.constructor.name;
}
process.stdout.write(JSON.stringify(found));
