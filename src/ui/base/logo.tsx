/** The mark: one half seen from outside, the other rebuilt. */
export function Logo({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <rect
        x="1.75"
        y="1.75"
        width="16.5"
        height="16.5"
        rx="3"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
      />
      <path d="M10 1.75h5.25a3 3 0 0 1 3 3v10.5a3 3 0 0 1-3 3H10z" fill="var(--accent)" />
      <path
        d="M6.75 7 4.5 10l2.25 3"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <path
        d="m13.25 7 2.25 3-2.25 3"
        fill="none"
        stroke="var(--on-accent)"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
