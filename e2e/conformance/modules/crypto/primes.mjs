import { checkPrime, checkPrimeSync, generatePrime, generatePrimeSync } from "node:crypto";
for (const number of [0n, 1n, 2n, 3n, 4n, 561n, 65537n, 2n ** 127n - 1n, 2n ** 128n + 1n, 3317044064679887385961981n]) console.log(number, checkPrimeSync(number));
console.log(checkPrimeSync(Buffer.from([0x01, 0x01])), checkPrimeSync(new Uint8Array([9]).buffer, { checks: 10 }));
const prime = generatePrimeSync(64, { bigint: true });
console.log(prime.toString(2).length, checkPrimeSync(prime), generatePrimeSync(32).byteLength);
const safe = generatePrimeSync(48, { safe: true, bigint: true });
console.log(checkPrimeSync((safe - 1n) / 2n), generatePrimeSync(40, { add: 12n, rem: 5n, bigint: true }) % 12n);
for (const work of [() => generatePrimeSync(0), () => generatePrimeSync(8, { add: 2n ** 9n }), () => generatePrimeSync(8, { add: 4n, rem: 5n }), () => checkPrimeSync(-1n), () => checkPrimeSync("7")])
  try {
    console.log(work());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
checkPrime(97n, (error, is) => console.log("check", error, is));
generatePrime(16, (error, bytes) => console.log("make", error, bytes.byteLength));
