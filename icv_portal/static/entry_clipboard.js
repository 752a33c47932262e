// Reads a block of cells from what was copied in a spreadsheet, in a table of a page or document, or in a text.

const LINES = /\r\n|\r|\n/;
const FIELD = /"((?:[^"]|"")*)"(?=[\t\r\n]|$)|[^\t\r\n]*/y;
const GAP = / {2,}/;

// Lines of texts; null for what is to be pasted in the usual way. `isText`: it may well be meant for one cell.
export function readBlock(clipboard, isText) {
  const plain = clipboard.getData("text/plain");
  const table = tableIn(clipboard.getData("text/html"));
  if (plain.includes("\t")) return sheetIn(plain, Boolean(table) || !isText);
  if (table && table.some((line) => line.length > 1)) return table;
  if (table) return plain ? withoutEnd(fieldsOf(plain)) : table;
  return textTable(withoutEnd(plain.split(LINES).map((line) => [line.trim()])), isText);
}

// In a text, tabs are those of a table only when every line has as many.
function sheetIn(plain, isSheet) {
  const block = withoutEnd(fieldsOf(plain));
  return isSheet || block.every((line) => line.length === block[0].length) ? block : null;
}

// A cell with line breaks or tabs stands in quotation marks, its own marks doubled.
function fieldsOf(text) {
  const block = [[]];
  for (let at = 0; ; ) {
    FIELD.lastIndex = at;
    const [field, quoted] = FIELD.exec(text);
    const isQuoted = quoted !== undefined && /[\t\r\n]|""/.test(quoted);
    block.at(-1).push((isQuoted ? quoted.replaceAll('""', '"').replace(/\r\n?/g, "\n") : field).trim());
    at += field.length;
    if (at >= text.length) return block;
    if (text[at] !== "\t") block.push([]);
    at += text.startsWith("\r\n", at) ? 2 : 1;
  }
}

function tableIn(html) {
  if (!/<table/i.test(html)) return null;
  const lines = [...new DOMParser().parseFromString(html, "text/html").querySelector("table").rows];
  return withoutEnd(lines.map((line) => [...line.cells].flatMap((box) => [textOf(box), ...Array(box.colSpan - 1).fill("")])));
}

function textOf(box) {
  for (const end of box.querySelectorAll("br")) end.replaceWith("\n");
  const lines = box.textContent.split("\n").map((line) => line.replace(/[ \t]+/g, " ").trim());
  return lines.join("\n").trim();
}

// Semicolons or wide gaps part columns only where every line has as many of them; in a text only where nothing else is meant.
function textTable(lines, isText) {
  for (const mark of [/;/, GAP]) {
    const block = lines.map(([line]) => line.split(mark).map((part) => part.trim()));
    const width = block[0].length;
    const isEven = width > 1 && block.every((line) => line.length === width);
    if (isEven && (!isText || (mark !== GAP && width > 2 && block.length > 1))) return block;
  }
  return !isText && lines.length > 1 ? lines : null;
}

function withoutEnd(block) {
  const last = block.findLastIndex((line) => line.some(Boolean));
  return block.slice(0, Math.max(last + 1, 1));
}
