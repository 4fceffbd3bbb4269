import type { Language } from './words.js'

/** What was written in Chinese, and what it means. Tickets keep what was written; only the report translates. */
const WRITTEN: readonly (readonly [zh: string, en: string])[] = [
  ['台灯频闪，申请退款', 'Desk lamp flickers, refund wanted'],
  ['音箱充不进电', 'Speaker does not charge'],
  ['安装师傅两次失约', 'The fitter did not come, twice'],
  ['云服务无法连接', 'Cloud service cannot be reached'],
  ['App 打不开，灯连不上', 'App does not open, lamp is offline'],
  ['App 无法连接', 'App cannot connect'],
  ['装修完再装灯，先问安装条件', 'Lamps after the renovation: what do they need?'],
  ['路由器每晚断网', 'Router goes offline every night'],
  ['路由器又断网了', 'Router is offline again'],
  ['低分回访', 'Follow-up of a low rating'],
  ['音箱升级失败', 'Speaker update fails'],
  ['音箱怎么连接电视', 'How to connect a speaker to the TV'],
  ['灯光如何设置定时', 'How to set a timer for the light'],
  ['保修期怎么查询', 'How to look up the warranty'],
  ['路由器如何恢复出厂设置', 'How to reset a router'],
  ['App 换手机后设备还在吗', 'Are my devices still in the app on a new phone?'],
  ['发票抬头怎么修改', 'How to change the name on an invoice'],
  [
    '铭牌看不清，无法判定批次，请补拍。',
    'The type plate cannot be read, so the batch is unknown. Please get another photo.',
  ],
  ['铭牌已补拍。', 'The type plate has been photographed again.'],
  ['照片在这里。', 'Here is the photo.'],
  ['补拍了铭牌。', 'I have taken the type plate again.'],
  ['同意。', 'Agreed.'],
  ['退款很快，谢谢。', 'The money came quickly, thank you.'],
  ['充电口有松动，客户下周出差前要用。', 'The charging port is loose; the customer needs it for a journey next week.'],
  ['已更换电池。', 'The battery has been replaced.'],
  ['充电正常，但音量大时有杂音。', 'It charges, but crackles when it is loud.'],
  ['扬声器排线已重新固定。', 'The cable of the loudspeaker has been fixed again.'],
  ['SP-22 电池有库存吗？', 'Is there an SP-22 battery in stock?'],
  ['没有库存，供应商三天到货，480 元。', 'No; the supplier can deliver in three days, for 480 yuan.'],
  ['配件价格偏高。', 'The part is too expensive.'],
  ['已是协议价。', 'That is the agreed price already.'],
  ['客户情绪激动，请尽快联系。', 'The customer is upset; please call soon.'],
  ['师傅来了，但没有道歉，也没有带延保卡。', 'The fitter came, but without an apology and without the warranty card.'],
  ['到现在还没有人联系我。', 'Nobody has called me until now.'],
  ['再不处理我就去投诉平台了。', 'If nothing happens I shall complain in public.'],
  ['4 月 18 日和 20 日的上门单为什么没有执行？', 'Why did nobody go there on 18 and 20 April?'],
  ['外包方排班系统丢单，已更正。', "The contractor's roster had lost the orders; this is mended."],
  ['已重新安排周五上门，并赠送一年延保。', 'The fitter comes on Friday, and the warranty is a year longer.'],
  ['主管已电话致歉，延保已登记到账户。', 'The lead has apologised by telephone; the warranty is in the account.'],
  ['最后处理得还可以。', 'In the end it was handled well enough.'],
  ['接入层证书过期。', 'The certificate of the access layer has expired.'],
  ['证书已更换，连接在恢复。', 'The certificate is replaced; connections come back.'],
  ['证书到期提醒接入值班系统，提前 30 天告警。', 'Those on call are now warned 30 days before a certificate expires.'],
  ['频闪', 'flicker'],
  ['断网', 'offline'],
  ['道歉', 'apology'],
  ['银行繁忙', 'the bank is busy'],
  ['CRM 停机', 'the CRM is down'],
]

const IN: Readonly<Record<Language, ReadonlyMap<string, string>>> = {
  en: new Map(WRITTEN),
  zh: new Map(WRITTEN.map(([zh, en]) => [en, zh])),
}

/** What somebody wrote, as a reader of the report understands it; as it is where nobody has translated it. */
export function translated(text: string, language: Language): string {
  return IN[language].get(text) ?? text
}
