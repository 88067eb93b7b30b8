import { LinkButton } from "../base/button.tsx";
import { Page } from "./page.tsx";
import css from "./lost-page.module.css";

export function LostPage({ address }: { address: string }) {
  return (
    <Page current="other">
      <Lost
        title="There is no such page"
        detail={`Nothing lives at ${address === "" ? "this address" : address}.`}
      />
    </Page>
  );
}

interface LostProps {
  title: string;
  detail: string;
}

/** What was asked for does not exist: says so, and what does. */
export function Lost({ title, detail }: LostProps) {
  return (
    <section className={css["lost"]}>
      <h1>{title}</h1>
      <p>{detail}</p>
      <p>
        The front page lists the programs that can be rebuilt, and each program lists your runs. The settings
        hold keys, the sandbox and the theme.
      </p>
      <div className={css["actions"]}>
        <LinkButton look="primary" href="#/">
          See the programs
        </LinkButton>
        <LinkButton href="#/settings">Open the settings</LinkButton>
      </div>
    </section>
  );
}
