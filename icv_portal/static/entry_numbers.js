// Numbers as the server reads and writes them (programs/rules/numbers.py), as whole numbers of the tenth decimal: exact.

const PLACES = 10;
const SPACES = /[ \u00a0\u2007\u2009\u202f]/g;
const TYPED = /^([-\u2212]?)(\d{1,15}|\d{1,3}(?: \d{3}){1,4})(?:[.,](\d{1,10}))?(?: ?%)?$/;
const LONGEST = 64;

// null when the text is no number
export function readNumber(text) {
  const typed = text.trim().replace(SPACES, " ");
  const found = typed.length <= LONGEST && TYPED.exec(typed);
  if (!found) return null;
  const [, minus, whole, fraction = ""] = found;
  const number = BigInt(whole.replaceAll(" ", "") + fraction.padEnd(PLACES, "0"));
  return minus ? -number : number;
}

export function writeNumber(number, language) {
  const digits = String(number < 0n ? -number : number).padStart(PLACES + 1, "0");
  const whole = digits.slice(0, -PLACES).replace(/\B(?=(\d{3})+$)/g, "\u00a0");
  const fraction = digits.slice(-PLACES).replace(/0+$/, "");
  const mark = language === "en" ? "." : ",";
  return (number < 0n ? "-" : "") + whole + (fraction && mark + fraction);
}
