/** Messages of DNS, and what answers come to: own code, which few programs need. */
export { packQuestion, readReply } from "../dns/message.ts";
export { RESULTS } from "../dns/results.ts";
