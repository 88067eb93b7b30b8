import {
  ask,
  bash,
  chapters,
  create,
  readSolution,
  replace,
  replaceOnce,
  REST,
  runCases,
  type Step,
  submit,
} from "./steps.ts";

const BIG_X = `    (layout.hRule4 ? opposite(a, b) : null) ??
    (layout.hRule5 ? bigX(a, b) : null)`;
const NO_BIG_X = "    (layout.hRule4 ? opposite(a, b) : null)\n  );";

const RIGHT_TO_LEFT = "  if (header.printDirection === 1) chars.reverse();\n";
const CHARS = "  const chars = Array.from(text);\n";

const STACKED = '  return lines.reduce((above, below) => stack(above, below, layout)).join("\\n");';
const FLAT = '  return lines.flat().join("\\n");';

const FITS = ">= width && !first";
const TOO_WIDE = "> width && !first";

const SUGGESTING = "`error: unknown option '${unknown[0]}'`, ...suggestion(unknown[0])";
const SILENT = "`error: unknown option '${unknown[0]}'`)";

/** The steps in which figlet is rebuilt: letters side by side first, then on each other, then the odd corners. */
export function figletSteps(): readonly Step[] {
  const solution = readSolution("figlet");
  const withoutX = replaceOnce(solution, `${BIG_X}\n  );`, NO_BIG_X);
  const leftToRight = replaceOnce(withoutX, RIGHT_TO_LEFT, "");
  const flat = replaceOnce(leftToRight, STACKED, FLAT);
  const wide = replaceOnce(flat, FITS, TOO_WIDE);
  const silent = replaceOnce(wide, `${SUGGESTING})`, SILENT);
  const [head = "", fonts = "", joining = "", stacking = "", drawing = "", commandLine = ""] =
    chapters(silent);
  const from = commandLine.indexOf("/** How many letters must be changed");
  const to = commandLine.indexOf("function readArguments");
  const alike = commandLine.slice(from, to);
  const plainLine = commandLine.slice(0, from) + commandLine.slice(to);
  return [
    {
      reasoning:
        "FIGlet draws text in large letters. The fonts come with each case as files. So: a reader of fonts, a way to join letters, and a command line.",
      text: "I read the manual, and count what the visible cases are about.",
      calls: [
        bash("ls docs; cat docs/*.md"),
        bash("ls cases | wc -l; ls cases | sed -E 's/-[0-9]+.*//' | sort | uniq -c | sort -rn | head -30"),
      ],
    },
    {
      text: "How does the original answer when it is asked for help, and when a font is missing?",
      calls: [ask(["--help"]), ask(["hello"])],
    },
    {
      reasoning:
        "The header's first field ends in the hard blank; then numbers. The old layout number and the full one mean rules, taken off from the largest down. Letters end in a mark, the last row in two.",
      text: "I begin with fonts: the header, the layout rules that its numbers stand for, and the letters.",
      calls: [create(`${head}${fonts}${REST}\n`)],
    },
    {
      reasoning:
        "How far two letters overlap is decided row by row, and the smallest overlap counts for all rows. Where two inks meet, the rules that are on say what becomes of them, and whether they may meet at all.",
      text: "Now how letters join: the rules for two inks that meet, how far rows may slide into each other, and the joining itself.",
      calls: [replace(`${REST}\n`, `${joining}${REST}\n`)],
    },
    {
      text: "Then a line of text as lines of letters. Lines simply follow each other for now.",
      calls: [replace(`${REST}\n`, `${drawing}${REST}\n`)],
    },
    {
      text: "And the command line, with its errors.",
      calls: [replace(`${REST}\n`, plainLine)],
    },
    { text: "Let us see how far this leads.", calls: [runCases] },
    {
      reasoning:
        "The largest group of cases is about lines that slide into each other vertically. It has rules of its own, five of them, and a row may lie on another either freely or as the last that does.",
      text: "Most of what fails has several lines: in the original they slide into each other as letters do. That is a chapter of its own.",
      calls: [
        replace("// --- Drawing", `${stacking.trimEnd()}\n\n// --- Drawing`),
        replace(FLAT, STACKED),
        runCases,
      ],
    },
    {
      text: "Two rules are not right yet. A `/` and a `\\` side by side: what does the original make of them under the fifth rule?",
      calls: [
        bash(`grep -l 'rule-5\\|rule5' cases/*.json | head -3; ls cases | grep -i rule | head -12`),
        replace(NO_BIG_X, `${BIG_X}\n  );`),
      ],
    },
    {
      text: "Fonts may also be printed from right to left, and a line breaks one column earlier than I thought.",
      calls: [replace(CHARS, `${CHARS}${RIGHT_TO_LEFT}`), replace(TOO_WIDE, FITS), runCases],
    },
    {
      text: "An unknown option gets a suggestion. What counts as similar?",
      calls: [ask(["--fonts"]), ask(["--with", "20"]), ask(["--zzz"])],
    },
    {
      reasoning:
        "Letters that are changed, added, dropped or swapped with the next count one each; at most three, and more than two fifths of the longer word must stay.",
      text: "Up to three changed letters, and most of the word must stay. Several that are equally near are all named.",
      calls: [
        replace("function readArguments", `${alike}function readArguments`),
        replace(SILENT, `${SUGGESTING})`),
        runCases,
      ],
    },
    {
      text: "All visible cases pass. One last look at what no case asks: an option written together with its value, here and in the original.",
      calls: [
        bash("node main.js -w20 --font=None hello; echo exit $?"),
        ask(["-w20", "--font=None", "hello"]),
      ],
    },
    { text: "The same. I hand it in.", calls: [submit] },
  ];
}
