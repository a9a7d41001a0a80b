import type { Plan, Step } from "../recovery/plan.types";
import * as commands from "./commands";
import type { Setting } from "./setting";

/** One thing to do: who does what, and the command where there is one. */
export interface Advice {
  readonly what: string;
  readonly command: string;
}

/** The very next step of a plan, and the command that the page ends with. */
export function adviseOn(plan: Plan, setting: Setting): Advice {
  const { caseId, status, recovery } = plan.survey;
  const [next] = plan.steps;
  if (next === undefined) {
    return { what: "Nothing is left to do in this case.", command: commands.caseCommand(setting, "status", caseId) };
  }
  const preview =
    status === "none" ? commands.previewCommand(recovery, setting) : commands.caseCommand(setting, "preview", caseId);
  if (next.step === "resolve") {
    const { next: way } = next.blocker;
    const at = way.indexOf("npx hardhat ");
    if (at < 0) return { what: `${way} Then preview again.`, command: preview };
    const what = at === 0 ? "Clear what stands in the way." : `${way.slice(0, at).replace(/[:,]? $/, "")}:`;
    return { what, command: commands.onNetwork(way.slice(at), setting) };
  }
  if (next.step === "accept" && setting.planFile === undefined) {
    return { what: "Write the plan that everybody signs.", command: preview };
  }
  return adviseOnStep(next, caseId, setting);
}

/** The steps as they follow each other, each once: `accept ▸ sign claims ▸ propose`. */
export function stepsInWords(steps: readonly Step[]): string {
  return [...new Set(steps.map(({ step }) => STEP_IN_WORDS[step]))].join(" ▸ ");
}

const STEP_IN_WORDS: Readonly<Record<Step["step"], string>> = {
  resolve: "clear the blockers",
  accept: "accept",
  "sign claim": "sign claims",
  "add claim": "add claims",
  propose: "propose",
  approve: "approve",
  "decide contest": "uphold or cancel",
  wait: "wait",
  execute: "execute",
  "clear obstacles": "clear what holds tokens back",
  retry: "retry",
  reassign: "move the other wallets",
  release: "let the new wallet go",
  close: "cancel",
};

/** Who does a step, and how. */
export function adviseOnStep(step: Exclude<Step, { step: "resolve" }>, caseId: string, setting: Setting): Advice {
  const of = (verb: Parameters<typeof commands.caseCommand>[1]): string => commands.caseCommand(setting, verb, caseId);
  switch (step.step) {
    case "accept":
      return { what: "The new wallet accepts the case.", command: commands.acceptCommand(setting) };
    case "sign claim":
      return { what: "The issuers are asked for what is missing.", command: commands.requestClaimsCommand(setting) };
    case "add claim": {
      const what = `One of ${step.issuers.join(", ")} adds a claim on topic ${step.topic} to the identity ${step.identity}.`;
      return { what, command: commands.requestClaimsOfCaseCommand(setting, caseId) };
    }
    case "propose":
      return { what: "An identity manager proposes the case.", command: commands.proposeCommand(setting) };
    case "approve":
      return { what: "A custodian, not the proposer, approves the case.", command: of("approve") };
    case "decide contest":
      return { what: "A guardian upholds the case, or cancels it.", command: of("uphold") };
    case "wait":
      return { what: "Wait until the delay is over.", command: of("status") };
    case "execute":
      return {
        what: "An identity manager executes the case.",
        command: commands.executeCommand(setting, caseId, step.withClaims),
      };
    case "clear obstacles":
    case "retry":
      return { what: "Once that is done, an identity manager retries.", command: of("retry") };
    case "reassign": {
      const many = step.wallets.length === 1 ? "other wallet" : `${step.wallets.length} other wallets`;
      const what = `An identity manager moves the person's ${many} to the replacement identity.`;
      return { what, command: of("reassign") };
    }
    case "release":
      return { what: "Anybody lets the new wallet go, once it is verified.", command: of("release") };
    case "close":
      return { what: "The case expired: anybody may lift its freezes.", command: of("cancel") };
  }
}

/** How a page ends. */
export function renderAdvice({ what, command }: Advice, { colours }: Setting): string {
  return `${colours.bold("Next")}  ${what}\n  ${command}`;
}
