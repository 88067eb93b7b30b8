// parse in all its forms.
const querystring = require("node:querystring");
for (const text of ["a=1&b=2&a=3", "a", "=x", "a=", "&&a=1&&", "a=%20+x%zz%e9", "a=b=c", "", "%E4%BD%A0=%E5%A5%BD", "__proto__=1&hasOwnProperty=x", "a[]=1&a[]=2", "a=%C3%A9&b=%F0%9F%98%80"]) console.log(JSON.stringify(text), querystring.parse(text));
console.log(querystring.parse("a:1;b:2", ";", ":"), querystring.parse("a==1&&b==2", "&&", "=="), querystring.parse("a=1&b=2&c=3", null, null, { maxKeys: 2 }));
console.log(querystring.parse("a=%61", "&", "=", { decodeURIComponent: (part) => part.toUpperCase() }), querystring.parse("a=%x", "&", "=", { decodeURIComponent() { throw new Error("x"); } }));
console.log(querystring.parse(null), querystring.parse(undefined), querystring.parse(5), Object.getPrototypeOf(querystring.parse("a=1")));
console.log(Object.keys(querystring.parse(Array.from({ length: 1100 }, (_, i) => `k${i}=1`).join("&"))).length);
