import type { Cast } from "./cast";
import type { LiveStage, LiveToken } from "./live-tokens";
import { confirm } from "./t-rex/deploy";
import type { TRexIdentityRegistry, TRexToken } from "./t-rex/handles";

/** Makes `agent` an agent of every registry and of all tokens but one, the paused one by default. */
export async function admitAgent(
  stage: LiveStage,
  agent: string,
  { exceptToken = stage.paused }: { readonly exceptToken?: LiveToken } = {},
): Promise<void> {
  for (const registry of stage.registries) await admitAgentTo(stage.cast, registry, agent);
  for (const live of stage.tokens) {
    if (live !== exceptToken) await admitAgentTo(stage.cast, live.token, agent);
  }
}

/** Makes `agent` an agent of one token or one registry. */
export async function admitAgentTo(
  cast: Cast,
  component: TRexToken | TRexIdentityRegistry,
  agent: string,
): Promise<void> {
  await confirm(component.connect(cast.issuer).addAgent(agent));
}
