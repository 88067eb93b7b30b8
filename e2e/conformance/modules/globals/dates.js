// env: TZ=America/New_York
// Dates in a time zone of their own, over the change of its clocks.
const date = new Date(Date.UTC(2024, 2, 10, 6, 59, 59));
console.log(String(date), date.toISOString(), date.getHours(), date.getTimezoneOffset(), String(new Date(date.getTime() + 1000)), new Date(date.getTime() + 1000).getTimezoneOffset());
console.log(new Date(2024, 10, 3, 1, 30).toISOString(), new Date(2024, 2, 10, 2, 30).toISOString(), new Date("2024-07-01T12:00").toISOString(), new Date("2024-07-01").toISOString(), new Date("July 4, 2024 10:00 PST").toISOString());
console.log(date.toLocaleString(), date.toLocaleDateString("de"), date.toLocaleTimeString("en-GB"), date.toDateString(), date.toTimeString(), date.toUTCString(), JSON.stringify(date));
console.log(date.toLocaleString("en-US", { timeZone: "Asia/Tokyo", dateStyle: "full", timeStyle: "long" }).replaceAll(/\s/g, " "), new Intl.DateTimeFormat("en", { timeZoneName: "short" }).format(date));
const set = new Date(date);
set.setHours(25, 61, 61, 1001);
console.log(String(set), set.setMonth(14), String(new Date(NaN)), Date.parse("nonsense"), new Date(8.64e15 + 1).getTime(), Date.UTC(99, 0), new Date(2020, 0).getTime());
process.env.TZ = "Europe/Berlin";
console.log(String(date), Intl.DateTimeFormat().resolvedOptions().timeZone, date.getHours());
process.env.TZ = "UTC";
console.log(date.toString(), date);
