/** strftime(3) in UTC, the only zone that the machine has, in the C locale. */

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = [
  "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
  "December",
]; // prettier-ignore

const two = (value: number, fill = "0"): string => String(value).padStart(2, fill);

export function formatTime(
  format: string,
  date: Date,
  nanoseconds = date.getUTCMilliseconds() * 1_000_000,
): string {
  return format.replace(
    /%([-_0^#]*)(\d*)(:{0,3}[A-Za-z%+])/g,
    (all, flags: string, width: string, letter: string) => {
      const text = field(letter, date, nanoseconds, Number(width || 0));
      if (text === null) return all;
      return decorate(text, flags, width, letter);
    },
  );
}

function decorate(text: string, flags: string, width: string, letter: string): string {
  let result = text;
  if (flags.includes("-")) result = result.replace(/^[0 ]+(?=.)/, "");
  if (flags.includes("_")) result = result.replace(/^0+(?=.)/, (zeros) => " ".repeat(zeros.length));
  if (flags.includes("0")) result = result.replace(/^ +/, (blanks) => "0".repeat(blanks.length));
  if (flags.includes("^")) result = result.toUpperCase();
  if (flags.includes("#"))
    result = result === result.toUpperCase() ? result.toLowerCase() : result.toUpperCase();
  if (width !== "" && letter !== "N")
    result = result.padStart(Number(width), /^\d/.test(text) && !flags.includes("_") ? "0" : " ");
  return result;
}

function field(letter: string, date: Date, nanoseconds: number, width: number): string | null {
  const again = (format: string): string => formatTime(format, date, nanoseconds);
  const hour12 = date.getUTCHours() % 12 === 0 ? 12 : date.getUTCHours() % 12;
  switch (letter) {
    case "a":
      return DAYS[date.getUTCDay()]!.slice(0, 3);
    case "A":
      return DAYS[date.getUTCDay()]!;
    case "b":
    case "h":
      return MONTHS[date.getUTCMonth()]!.slice(0, 3);
    case "B":
      return MONTHS[date.getUTCMonth()]!;
    case "c":
      return again("%a %b %e %H:%M:%S %Y");
    case "C":
      return two(Math.floor(date.getUTCFullYear() / 100));
    case "d":
      return two(date.getUTCDate());
    case "D":
    case "x":
      return again("%m/%d/%y");
    case "e":
      return two(date.getUTCDate(), " ");
    case "F":
      return again("%Y-%m-%d");
    case "g":
      return two(isoWeek(date).year % 100);
    case "G":
      return String(isoWeek(date).year);
    case "H":
      return two(date.getUTCHours());
    case "I":
      return two(hour12);
    case "j":
      return String(dayOfYear(date) + 1).padStart(3, "0");
    case "k":
      return two(date.getUTCHours(), " ");
    case "l":
      return two(hour12, " ");
    case "m":
      return two(date.getUTCMonth() + 1);
    case "M":
      return two(date.getUTCMinutes());
    case "n":
      return "\n";
    case "N":
      return String(nanoseconds)
        .padStart(9, "0")
        .slice(0, width || 9);
    case "p":
      return date.getUTCHours() < 12 ? "AM" : "PM";
    case "P":
      return date.getUTCHours() < 12 ? "am" : "pm";
    case "q":
      return String(Math.floor(date.getUTCMonth() / 3) + 1);
    case "r":
      return again("%I:%M:%S %p");
    case "R":
      return again("%H:%M");
    case "s":
      return String(Math.floor(date.getTime() / 1000));
    case "S":
      return two(date.getUTCSeconds());
    case "t":
      return "\t";
    case "T":
    case "X":
      return again("%H:%M:%S");
    case "u":
      return String(date.getUTCDay() === 0 ? 7 : date.getUTCDay());
    case "U":
      return two(Math.floor((dayOfYear(date) + 7 - date.getUTCDay()) / 7));
    case "V":
      return two(isoWeek(date).week);
    case "w":
      return String(date.getUTCDay());
    case "W":
      return two(Math.floor((dayOfYear(date) + 7 - ((date.getUTCDay() + 6) % 7)) / 7));
    case "y":
      return two(date.getUTCFullYear() % 100);
    case "Y":
      return String(date.getUTCFullYear());
    case "z":
      return "+0000";
    case ":z":
      return "+00:00";
    case "::z":
      return "+00:00:00";
    case ":::z":
      return "+00";
    case "Z":
      return "UTC";
    case "%":
      return "%";
    case "+":
      return again("%a %b %e %H:%M:%S %Z %Y");
    default:
      return null;
  }
}

const DAY = 86_400_000;

function dayOfYear(date: Date): number {
  return Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY);
}

function isoWeek(date: Date): { year: number; week: number } {
  // The Thursday of a week decides which year it belongs to (ISO 8601).
  const weekday = (date.getUTCDay() + 6) % 7;
  const thursday = new Date(date.getTime() + (3 - weekday) * DAY);
  return { year: thursday.getUTCFullYear(), week: Math.floor(dayOfYear(thursday) / 7) + 1 };
}
