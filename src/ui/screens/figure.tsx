import css from "./figure.module.css";

/** The idea in one picture: the same input goes to both, and what comes out must be the same. */
export function Figure() {
  return (
    <svg
      className={css["figure"]}
      viewBox="0 0 400 232"
      role="img"
      aria-label="Arguments, stdin and files go into the original, which is behind glass, and into your program. Stdout, stderr and the exit code of both are compared."
    >
      <defs>
        <pattern id="glass" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1="0" y1="0" x2="0" y2="9" className={css["hatch"]} />
        </pattern>
      </defs>
      <g className={css["flow"]}>
        <path d="M200 34 V50 H92 V66" />
        <path d="M200 50 H308 V66" />
        <path d="M92 166 V182 H184" />
        <path d="M308 166 V182 H216" />
        <path d="m88 61 4 6 4-6M304 61l4 6 4-6M178 178l6 4-6 4M222 178l-6 4 6 4" />
      </g>
      <text x="200" y="24" className={css["label"]}>
        args, stdin, files
      </text>
      <rect x="20" y="68" width="144" height="98" rx="8" className={css["box"]} />
      <rect x="20" y="68" width="144" height="98" rx="8" fill="url(#glass)" />
      <rect x="56" y="106" width="72" height="22" rx="4" className={css["plate"]} />
      <text x="92" y="121" className={css["name"]}>
        original
      </text>
      <rect x="236" y="68" width="144" height="98" rx="8" className={css["mine"]} />
      <g className={css["code"]}>
        <path d="M254 90h38M254 103h74M264 116h52M264 129h84M254 142h26" />
      </g>
      <text x="362" y="148" className={css["yours"]}>
        yours
      </text>
      <circle cx="200" cy="182" r="14" className={css["plate"]} />
      <path d="M194 179h12M194 185h12" className={css["equal"]} />
      <text x="200" y="222" className={css["label"]}>
        stdout, stderr, exit code
      </text>
    </svg>
  );
}
