import { Locale } from "./locale.ts";
import { makeProgramDate } from "./program-date.ts";
import { TimeZone } from "./time-zone.ts";

/** Clock, time zone and language of one process, laid over the browser's. */
export class LocalClock {
  readonly #RealDate = globalThis.Date;
  readonly #zone = new TimeZone(this.#RealDate);
  readonly #Proxy: ProxyConstructor;
  readonly #locale: Locale;
  readonly #now: number | null;
  readonly #original = this.#RealDate.prototype.constructor;
  #installed = false;

  /** @param now the instant at which the clock stands still, or null */
  constructor(RealProxy: ProxyConstructor, now: number | null) {
    this.#Proxy = RealProxy;
    this.#locale = new Locale(this.#zone, RealProxy);
    this.#now = now;
  }

  /** Takes what TZ says. */
  set(name: string | undefined): void {
    const browserOffset = this.#RealDate.prototype.getTimezoneOffset;
    this.#zone.set(name);
    this.#locale.install();
    if (this.#installed || (!this.#zone.isForeign && this.#now === null)) return;
    this.#installed = true;
    const offset = (time: number): number => browserOffset.call(new this.#RealDate(time));
    const made = makeProgramDate(this.#RealDate, this.#Proxy, this.#zone, offset, this.#now);
    this.#put(made, made);
  }

  /** Gives the browser's own back. */
  remove(): void {
    this.#zone.remove();
    this.#locale.remove();
    if (this.#installed) this.#put(this.#RealDate, this.#original);
    this.#installed = false;
  }

  #put(made: DateConstructor, constructor: unknown): void {
    const hidden = { writable: true, configurable: true, enumerable: false };
    Object.defineProperty(globalThis, "Date", { value: made, ...hidden });
    Object.defineProperty(this.#RealDate.prototype, "constructor", { value: constructor, ...hidden });
  }
}
