throw { code: "E_PLAIN", nested: { list: [1, 2] } };
