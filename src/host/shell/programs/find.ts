import type { Stat } from "../../machine/syscalls.ts";
import { errorText } from "../run/messages.ts";
import { isFolder } from "./file-tools.ts";
import { Expression, type Item, type Limits } from "./find-expression.ts";
import type { Program, ProgramContext } from "./program.ts";

/** find [path…] [expression] */
export const find: Program = async (context) => {
  const args = [...context.args];
  const limits: Limits = {
    min: 0,
    max: Infinity,
    depthFirst: false,
    follow: false,
    acts: false,
    stop: false,
    prune: false,
  };
  while (args[0] === "-L" || args[0] === "-H" || args[0] === "-P") limits.follow = args.shift() === "-L";
  const paths: string[] = [];
  while (args[0] !== undefined && !/^[-(!]/.test(args[0])) paths.push(args.shift()!);
  const batches: (() => Promise<void>)[] = [];
  const expression = new Expression(context, args, limits, batches);
  const test = await expression.parse();
  let status = 0;
  const visit = async (item: Item): Promise<void> => {
    if (limits.stop) return;
    await context.breathe();
    limits.prune = false;
    const apply = async (): Promise<void> => {
      if (item.depth < limits.min) return;
      if ((await test(item)) && !limits.acts) await context.out.line(item.path);
    };
    if (!limits.depthFirst) await apply();
    if (isFolder(item.stat) && item.depth < limits.max && !limits.prune && !limits.stop) {
      try {
        for (const { name } of context.sys.readdir(context.path(item.path))) {
          const path = item.path.endsWith("/") ? item.path + name : `${item.path}/${name}`;
          await visit({
            path,
            depth: item.depth + 1,
            stat: look(context, path, limits.follow),
            start: item.start,
          });
        }
      } catch (error) {
        await context.warn(`'${item.path}': ${errorText(error)}`);
        status = 1;
      }
    }
    if (limits.depthFirst) await apply();
  };
  for (const path of paths.length === 0 ? ["."] : paths) {
    try {
      await visit({ path, depth: 0, stat: look(context, path, limits.follow), start: path });
    } catch (error) {
      await context.warn(`'${path}': ${errorText(error)}`);
      status = 1;
    }
  }
  for (const batch of batches) await batch();
  return status;
};

function look(context: ProgramContext, path: string, follow: boolean): Stat {
  try {
    if (follow) return context.sys.stat(context.path(path));
  } catch (error) {
    // A link that leads nowhere stands for itself.
    errorText(error);
  }
  return context.sys.lstat(context.path(path));
}
