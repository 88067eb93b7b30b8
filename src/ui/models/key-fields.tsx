import { useEffect, useState } from "react";
import type { Keeping, SignInResult } from "../../session/index.ts";
import { useApp, usePreferences } from "../app-context.ts";
import { Button } from "../base/button.tsx";
import { Callout } from "../base/callout.tsx";
import { Field } from "../base/field.tsx";
import { type Fault, faultOf } from "../faults.ts";
import css from "./models.module.css";
import { Select } from "./select.tsx";
import type { KeyState } from "./use-key.ts";

/** The key of the present address: typed, or had by signing in; and how long it is kept. */
export function KeyFields({ state }: { state: KeyState }) {
  const app = useApp();
  const { baseUrl } = usePreferences();
  const provider = app.models.providerAt(baseUrl);
  const keyless = app.models.isLocal(baseUrl);
  const [signed, setSigned] = useState<SignInResult | null>(null);
  const { look } = state;

  useEffect(() => {
    let left = false;
    void app.signedIn().then((result) => {
      if (left || result === null) return;
      setSigned(result);
      look();
    });
    return () => {
      left = true;
    };
  }, [app, look]);

  return (
    <>
      <Field
        label="Key"
        type="password"
        autoComplete="off"
        placeholder={state.held ? "A key is held for this address" : keyless ? "None is needed" : ""}
        hint={
          <>
            Sent to the base URL and nowhere else. Never part of a run.{" "}
            {provider?.keysUrl && (
              <a href={provider.keysUrl} target="_blank" rel="noreferrer">
                Get a key, and give it a spending limit
              </a>
            )}
          </>
        }
        value={state.typed}
        onChange={(event) => state.setTyped(event.currentTarget.value)}
      />
      {provider?.signIn === true && (
        <div className={css["row"]}>
          <Button onClick={() => void app.models.signIn(location.hash)}>Sign in with {provider.name}</Button>
          <span className={css["hint"]}>Instead of a key. You come back to this place.</span>
        </div>
      )}
      {signed?.ok === true && <Callout level="info" message="Signed in. The key is held for OpenRouter." />}
      {signed?.ok === false && <Callout level="error" message={signed.message} remedy={signed.remedy} />}
      {state.fault !== null && (
        <Callout level="error" message={state.fault.message} remedy={state.fault.remedy} />
      )}
      {state.locked && <Unlock onUnlocked={look} />}
      <KeepKeys onChanged={look} />
    </>
  );
}

function Unlock({ onUnlocked }: { onUnlocked: () => void }) {
  const app = useApp();
  const [passphrase, setPassphrase] = useState("");
  const [wrong, setWrong] = useState(false);
  const unlock = async (): Promise<void> => {
    const opened = await app.unlockKeys(passphrase);
    setWrong(!opened);
    if (!opened) return;
    setPassphrase("");
    onUnlocked();
  };
  return (
    <div className={css["beside"]}>
      <Field
        label="Passphrase of the kept keys"
        type="password"
        autoComplete="off"
        value={passphrase}
        fault={
          wrong ? "It is another one. If it is lost, forget all keys in Settings and enter them again." : null
        }
        onChange={(event) => setPassphrase(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          void unlock();
        }}
      />
      <Button
        closedBecause={passphrase === "" ? "Type the passphrase first." : null}
        onClick={() => void unlock()}
      >
        Unlock
      </Button>
    </div>
  );
}

const hints: Readonly<Record<Keeping, string>> = {
  session: "Nothing is stored.",
  browser: "Safe against a copy of the disk, not against someone at this computer or a script in this page.",
  passphrase: "Nobody opens them without it. If it is lost, so are the keys.",
};

const LEAST = 8;

/** How long keys are kept. The passphrase is asked for when it is chosen. */
function KeepKeys({ onChanged }: { onChanged: () => void }) {
  const app = useApp();
  const { keeping } = usePreferences();
  const [asking, setAsking] = useState(false);
  const [passphrase, setPassphrase] = useState("");
  const [fault, setFault] = useState<Fault | null>(null);
  const change = async (next: Keeping): Promise<void> => {
    setFault(null);
    try {
      await app.keepKeys(next, passphrase);
      setAsking(false);
      setPassphrase("");
      onChanged();
    } catch (error) {
      setFault(faultOf(error, "Try again; if it stays so, clear this site's data in the browser."));
    }
  };
  return (
    <>
      <Select<Keeping>
        label="Keys are kept"
        value={asking ? "passphrase" : keeping}
        options={[
          { value: "session", label: "Until this tab closes" },
          { value: "browser", label: "In this browser, encrypted" },
          { value: "passphrase", label: "In this browser, behind a passphrase" },
        ]}
        hint={hints[asking ? "passphrase" : keeping]}
        onChoose={(next) => {
          setAsking(next === "passphrase");
          if (next !== "passphrase") void change(next);
        }}
      />
      {asking && (
        <div className={css["beside"]}>
          <Field
            label="New passphrase"
            type="password"
            autoComplete="new-password"
            value={passphrase}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
          />
          <Button
            closedBecause={passphrase.length < LEAST ? `Type at least ${LEAST} characters.` : null}
            onClick={() => void change("passphrase")}
          >
            Use it
          </Button>
        </div>
      )}
      {fault !== null && <Callout level="error" message={fault.message} remedy={fault.remedy} />}
    </>
  );
}
