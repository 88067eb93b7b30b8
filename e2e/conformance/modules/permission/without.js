// flags: --allow-fs-read=/etc
console.log("never printed");
