import type { RealmContext } from "../realm-context.ts";

type Mode = "exclusive" | "shared";
type Granted = (lock: LockInfo | null) => unknown;

interface LockInfo {
  readonly name: string;
  readonly mode: Mode;
  readonly clientId: string;
}

interface Request {
  readonly info: LockInfo;
  readonly steals: boolean;
  readonly ifAvailable: boolean;
  readonly granted: Granted;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

/** `internalBinding('locks')`: the Web Locks of one thread. */
export function locksBinding(context: RealmContext): Record<string, unknown> {
  const { values } = context.recorded.bindings["locks"] ?? { values: {} };
  const { Promise } = context.pristine;
  let pending: Request[] = [];
  let held: Request[] = [];

  const isFree = ({ info }: Request) =>
    !held.some(
      (other) =>
        other.info.name === info.name && (info.mode === "exclusive" || other.info.mode === "exclusive"),
    );

  function grant(request: Request, lock: LockInfo | null): void {
    const end = (settle: () => void) => {
      held = held.filter((other) => other !== request);
      settle();
      serve();
    };
    // What it returns may be a thenable, whose outcome counts.
    void new Promise((resolve) => resolve(request.granted(lock))).then(
      (value) => end(() => request.resolve(value)),
      (error: unknown) => end(() => request.reject(error)),
    );
  }

  /** Grants what can be granted, in the order of the requests. */
  function serve(): void {
    const passed = new Set<string>();
    for (const request of pending.slice()) {
      const { name } = request.info;
      if (request.steals) {
        for (const robbed of held.filter(({ info }) => info.name === name))
          robbed.reject(new Error(String((values as Record<string, unknown>)["LOCK_STOLEN_ERROR"])));
        held = held.filter(({ info }) => info.name !== name);
      } else if (passed.has(name) || !isFree(request)) {
        if (!request.ifAvailable) passed.add(name);
        else {
          pending = pending.filter((other) => other !== request);
          grant(request, null);
        }
        continue;
      }
      pending = pending.filter((other) => other !== request);
      held.push(request);
      grant(request, request.info);
    }
  }

  return {
    request(
      name: string,
      clientId: string,
      mode: Mode,
      steals: boolean,
      ifAvailable: boolean,
      callback: Granted,
    ): Promise<unknown> {
      const { frame } = context;
      const granted: Granted = (lock) => {
        const before = context.frame;
        context.frame = frame;
        try {
          return callback(lock);
        } finally {
          context.frame = before;
        }
      };
      return new Promise((resolve, reject) => {
        const request = { info: { name, mode, clientId }, steals, ifAvailable, granted, resolve, reject };
        pending = steals ? [request, ...pending] : [...pending, request];
        serve();
      });
    },
    query: () => {
      const told = (requests: readonly Request[]) => requests.map(({ info }) => ({ ...info }));
      return Promise.resolve({ held: told(held), pending: told(pending) });
    },
  };
}
