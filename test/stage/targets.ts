/** The two kinds of tokens that the recovery agent serves: live T-REX 4.1.6, and our own suite. */
const TARGETS = ["T-REX", "our suite"] as const;
export type Target = (typeof TARGETS)[number];

/** Tells the same story on each target: what is staged inside is staged for that target alone. */
export function onEachTarget(tell: (target: Target) => void): void {
  for (const target of TARGETS) {
    describe(`on ${target}`, () => {
      tell(target);
    });
  }
}
