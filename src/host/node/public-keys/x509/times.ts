import { latin1 } from "../bytes.ts";
import type { Element } from "../der.ts";

const UTC_TIME = 0x17;

/** UTCTime or GeneralizedTime (RFC 5280, 4.1.2.5). */
export function readTime({ tag, content }: Element): Date {
  const text = latin1(content);
  const short = tag === UTC_TIME;
  const year = Number(text.slice(0, short ? 2 : 4));
  const [month = 1, day = 1, hour = 0, minute = 0, second = 0] = (
    text.slice(short ? 2 : 4).match(/\d\d/g) ?? []
  ).map(Number);
  // Two digits stand for 1950 to 2049.
  const full = short ? year + (year < 50 ? 2000 : 1900) : year;
  return new Date(Date.UTC(full, month - 1, day, hour, minute, second));
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** As OpenSSL prints it: `Sep  3 21:40:37 2022 GMT`. */
export function writeTime(time: Date): string {
  const two = (number: number) => String(number).padStart(2, "0");
  const clock = [time.getUTCHours(), time.getUTCMinutes(), time.getUTCSeconds()].map(two).join(":");
  const day = String(time.getUTCDate()).padStart(2);
  return `${months[time.getUTCMonth()]} ${day} ${clock} ${time.getUTCFullYear()} GMT`;
}
