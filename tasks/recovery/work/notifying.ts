import type { HardhatRuntimeEnvironment } from "hardhat/types";
import { timeOf } from "../../../src/chain/case";
import type { Chain } from "../../../src/chain/connect";
import { parseEmail } from "../../../src/directory/parse-user";
import { composeMessages, type Receivers } from "../../../src/notify/compose";
import { deliverDue, type Delivered } from "../../../src/notify/deliver";
import { mailThrough } from "../../../src/notify/mail";
import type { Channels } from "../../../src/notify/notice.types";
import { mayBeNews, noticesDue } from "../../../src/notify/notices-due";
import { enqueue } from "../../../src/notify/outbox";
import { notifySettingsFrom, type NotifySettings } from "../../../src/notify/settings";
import { webhookTo } from "../../../src/notify/webhook";
import type { CaseView } from "../../../src/recovery/case-view.types";
import { listCases, viewCase } from "../../../src/recovery/view-case";
import { badSetting } from "../../../src/shared/web-address";
import type { Store } from "../../../src/store/open-store";
import { readDirectory } from "../../io/directory";
import { settingOf } from "../../io/setting";

/** What one look at the cases led to. */
export interface Watched extends Delivered {
  readonly cases: number;
  /** Messages that were new. */
  readonly added: number;
}

/** Tells of one case what is due. Never throws: no receiver stops a case, nor does a setting. */
export async function notifyAbout(
  hre: HardhatRuntimeEnvironment,
  chain: Chain,
  open: () => Promise<Store>,
  caseId: string,
): Promise<void> {
  try {
    const settings = notifySettingsFrom(process.env, parseEmail);
    if (settings.webhook === undefined && settings.mail === undefined) return;
    const store = await open();
    await enqueueDue(hre, chain, store, settings, await viewCase(chain, caseId));
    const { failed } = await deliverDue(store, channelsOf(settings), Date.now);
    for (const { receiver, why } of failed) complain(`${receiver}: ${why}; \`recovery watch\` tries again`);
  } catch (error) {
    complain(error instanceof Error ? error.message : "an unknown failure");
  }
}

/** Looks at every case that may be news, and delivers what is due. */
export async function watchOnce(hre: HardhatRuntimeEnvironment, chain: Chain, store: Store): Promise<Watched> {
  const settings = watchSettings();
  const now = await timeOf(chain, "latest");
  const cases = (await listCases(chain)).filter((each) => mayBeNews(each, now));
  let added = 0;
  for (const { caseId } of cases) {
    added += await enqueueDue(hre, chain, store, settings, await viewCase(chain, caseId));
  }
  return { cases: cases.length, added, ...(await deliverDue(store, channelsOf(settings), Date.now)) };
}

/** @throws BadInputError BadSetting where nobody would be told */
export function watchSettings(): NotifySettings {
  const settings = notifySettingsFrom(process.env, parseEmail);
  if (settings.webhook !== undefined || settings.mail !== undefined) return settings;
  throw badSetting("REGAIN_WEBHOOK_URL", "is not set, nor is REGAIN_SMTP_URL: nobody would be told");
}

async function enqueueDue(
  hre: HardhatRuntimeEnvironment,
  chain: Chain,
  store: Store,
  settings: NotifySettings,
  view: CaseView,
): Promise<number> {
  const kinds = noticesDue(view);
  if (kinds.length === 0) return 0;
  const receivers = await receiversOf(settings, view.recovery.lostWallet);
  const place = { chainId: chain.chainId, agent: chain.agentAddress };
  const messages = kinds.flatMap((kind) => composeMessages(kind, view, place, receivers, settingOf(hre, chain)));
  return enqueue(store, messages, Date.now());
}

async function receiversOf(settings: NotifySettings, lostWallet: string): Promise<Receivers> {
  const { webhook, mail, custodians, guardians } = settings;
  const user =
    mail === undefined ? undefined : await readDirectory((directory) => directory.find({ wallet: lostWallet }));
  const holder = user === undefined ? [] : [user.email];
  return {
    mail:
      mail === undefined
        ? { holder: [], custodian: [], guardian: [] }
        : { holder, custodian: custodians, guardian: guardians },
    ...(webhook && { webhook: webhook.url.origin }),
  };
}

function channelsOf({ webhook, mail }: NotifySettings): Channels {
  return {
    ...(webhook && { webhook: webhookTo(webhook.url, webhook.secret, Date.now) }),
    ...(mail && { mail: mailThrough(mail.server, mail.from) }),
  };
}

function complain(why: string): void {
  process.stderr.write(`⚠ Not everybody was told: ${why}.\n`);
}
