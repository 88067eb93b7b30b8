import { Component, type ReactNode } from "react";
import { Button } from "./base/button.tsx";
import { Callout } from "./base/callout.tsx";
import { type Fault, faultOf } from "./faults.ts";
import css from "./guard.module.css";

interface GuardProps {
  children: ReactNode;
}

/** Keeps a fault of one part of the screen from taking the rest with it: says what happened and offers a way on. */
export class Guard extends Component<GuardProps, { fault: Fault | null }> {
  override state: { fault: Fault | null } = { fault: null };

  static getDerivedStateFromError(error: unknown): { fault: Fault } {
    return { fault: faultOf(error, "Nothing you wrote is lost: files and runs are kept as you go.") };
  }

  override render(): ReactNode {
    const { fault } = this.state;
    if (fault === null) return this.props.children;
    return (
      <div className={css["guard"]}>
        <Callout
          level="error"
          message={`This part of the page failed: ${fault.message}`}
          remedy={fault.remedy}
        >
          <Button onClick={() => this.setState({ fault: null })}>Show it again</Button>
          <Button onClick={() => location.reload()}>Reload the page</Button>
        </Callout>
      </div>
    );
  }
}
