import { IDBFactory } from "fake-indexeddb";
import { describe, expect, test } from "vitest";
import { KeyVault } from "./key-vault.ts";
import { findMissing } from "./missing.ts";
import { PreferenceStore } from "./preferences.ts";
import { memoryStorage } from "./testing.ts";

describe("preferences", () => {
  test("are kept, and tell their listeners", () => {
    const storage = memoryStorage();
    const preferences = new PreferenceStore(storage);
    let heard = 0;
    preferences.subscribe(() => void heard++);
    expect(preferences.set({ theme: "dark" })).toBe(true);
    expect(heard).toBe(1);
    expect(new PreferenceStore(storage).current.theme).toBe("dark");
  });

  test("one bad value falls back alone, and damaged ones as a whole", () => {
    const storage = memoryStorage();
    storage.setItem("mirrorbox.preferences", JSON.stringify({ theme: "dark", runtime: "toaster", model: 7 }));
    expect(new PreferenceStore(storage).current).toMatchObject({
      theme: "dark",
      runtime: "embedded",
      model: "",
    });
    for (const damaged of ["{", "null", "[]", '"x"']) {
      storage.setItem("mirrorbox.preferences", damaged);
      expect(new PreferenceStore(storage).current.theme).toBe("system");
    }
  });

  test("a full storage is told, and the change lasts for the page", () => {
    const preferences = new PreferenceStore(memoryStorage(5));
    expect(preferences.set({ model: "m" })).toBe(false);
    expect(preferences.current.model).toBe("m");
  });
});

describe("keys", () => {
  test("are held for their endpoint only, and not kept unless asked", async () => {
    const factory = new IDBFactory();
    const vault = new KeyVault(factory);
    await vault.hold("https://a.example/v1/", "secret-a", "session");
    expect(await vault.get("https://a.example/v1")).toBe("secret-a");
    expect(await vault.get("https://b.example/v1")).toBe("");
    expect(await new KeyVault(factory).get("https://a.example/v1")).toBe("");
  });

  test("are kept encrypted when asked, until they are forgotten", async () => {
    const factory = new IDBFactory();
    await new KeyVault(factory).hold("https://a.example/v1", "secret-a", "browser");
    const next = new KeyVault(factory);
    expect(await next.get("https://a.example/v1")).toBe("secret-a");
    const database = await new Promise<IDBDatabase>((resolve) => {
      const opening = factory.open("mirrorbox-keys", 1);
      opening.addEventListener("success", () => resolve(opening.result));
    });
    const stored = await new Promise<unknown[]>((resolve) => {
      const all = database.transaction("keys").objectStore("keys").getAll();
      all.addEventListener("success", () => resolve(all.result as unknown[]));
    });
    database.close();
    const master = stored.find((one) => one instanceof CryptoKey);
    expect(master?.extractable).toBe(false);
    const bytes = stored.flatMap((one) =>
      one instanceof CryptoKey ? [] : [(one as { data: ArrayBuffer }).data],
    );
    expect(new TextDecoder().decode(bytes[0])).not.toContain("secret");
    await next.forget();
    expect(await next.get("https://a.example/v1")).toBe("");
    expect(await new KeyVault(factory).get("https://a.example/v1")).toBe("");
  });

  test("giving a key without remembering takes the kept one away", async () => {
    const factory = new IDBFactory();
    const vault = new KeyVault(factory);
    await vault.hold("https://a.example", "one", "browser");
    await vault.hold("https://a.example", "two", "session");
    expect(await new KeyVault(factory).get("https://a.example")).toBe("");
  });
});

describe("keys behind a passphrase", () => {
  const A = "https://a.example/v1";
  const B = "https://b.example/v1";

  test("open with it alone, in a later page too", async () => {
    const factory = new IDBFactory();
    const vault = new KeyVault(factory);
    await vault.hold(A, "secret-a", "session");
    await vault.keep("passphrase", "correct horse");
    await vault.hold(B, "secret-b", "passphrase");
    const next = new KeyVault(factory);
    expect([await next.locked(), await next.get(A)]).toEqual([true, ""]);
    expect(await next.unlock("wrong horse")).toBe(false);
    expect(await next.get(A)).toBe("");
    await expect(next.hold(B, "new", "passphrase")).rejects.toThrow("locked");
    expect(await next.unlock("correct horse")).toBe(true);
    expect([await next.locked(), await next.get(A)]).toEqual([false, "secret-a"]);
    // What is held goes before what is kept.
    expect(await next.get(B)).toBe("new");
  }, 20_000);

  test("are kept otherwise, or no more, when that is chosen", async () => {
    const factory = new IDBFactory();
    const vault = new KeyVault(factory);
    await vault.hold(A, "secret-a", "browser");
    await vault.keep("passphrase", "correct horse");
    await vault.keep("browser", "");
    expect(await new KeyVault(factory).get(A)).toBe("secret-a");
    await vault.keep("session", "");
    expect([await vault.get(A), await new KeyVault(factory).get(A)]).toEqual(["secret-a", ""]);
  }, 20_000);

  test("a kept key opens at its own endpoint alone", async () => {
    const factory = new IDBFactory();
    await new KeyVault(factory).hold(A, "secret-a", "browser");
    const database = await new Promise<IDBDatabase>((resolve) => {
      const opening = factory.open("mirrorbox-keys", 1);
      opening.addEventListener("success", () => resolve(opening.result));
    });
    const store = database.transaction("keys", "readwrite").objectStore("keys");
    const moved = await new Promise<void>((resolve) => {
      const read = store.get(A);
      read.addEventListener("success", () => {
        store.put(read.result, "https://evil.example/v1").addEventListener("success", () => resolve());
      });
    });
    database.close();
    expect(moved).toBeUndefined();
    const next = new KeyVault(factory);
    expect(await next.get("https://evil.example/v1")).toBe("");
    expect(await next.get(A)).toBe("secret-a");
  });
});

describe("what the browser lacks", () => {
  const whole = {
    isSecureContext: true,
    crossOriginIsolated: true,
    SharedArrayBuffer,
    indexedDB: {},
    WebAssembly,
    Worker: class {},
  };

  test("is nothing where all is there", () => expect(findMissing(whole)).toEqual([]));

  test("is named with a remedy", () => {
    expect(findMissing({ ...whole, crossOriginIsolated: false })).toMatchObject([
      {
        what: expect.stringContaining("not cross-origin isolated"),
        remedy: expect.stringContaining("Reload"),
      },
    ]);
    expect(findMissing({}).length).toBe(4);
  });
});
