/** What the people in the pictures write, in two languages. */
export const words = {
  en: {
    agent: 'Mei Lin',
    subjects: [
      'The left earbud stays silent',
      'Invoice for order 20418',
      'Screen flickers after the update',
      'Wrong colour delivered',
      'Where is my parcel?',
    ],
    first: 'Since this morning the left one is silent. I have charged both overnight and reset them twice.',
    answer:
      'Thank you, Jo. Please hold both buttons for ten seconds while they are in the case.\nHere is how: https://shop.example/help/reset-buds',
    photo: 'I did, the light blinks red three times. A photo is attached.',
    last: 'That tells me what it is: the left battery. A new pair leaves our house today, and you need not send the old one back.',
    file: 'red-light.jpg',
    typed: 'earbud silent',
    body: 'It began after the update on Friday.',
    refusal: 'The order number is not ours.',
    unknown: 'There is no such order.',
    articles: [
      [
        'An earbud stays silent',
        'Put both into the case, close it, and hold the button for ten seconds until the light turns white. Then pair them again: settings, Bluetooth, Buds 3.\nIf one is still silent, clean the mesh with a dry brush.',
      ],
      ['Pair your earbuds with a second phone', 'Hold the button for five seconds.'],
      ['What the lights mean', 'White: ready. Red, three times: a battery needs service.'],
    ],
    categories: [
      ['sound', 'Sound and earbuds'],
      ['delivery', 'Delivery'],
      ['invoice', 'Invoice and payment'],
    ],
    fields: {
      order: 'Order number',
      serial: 'Serial number',
      since: 'Since when?',
      colour: 'Colour',
      wet: 'It got wet',
    },
    colours: ['Black', 'White', 'Sand'],
  },
  'zh-CN': {
    agent: '林美',
    subjects: ['左耳机没有声音', '订单 20418 的发票', '更新后屏幕闪烁', '收到的颜色不对', '我的包裹在哪里？'],
    first: '从今天早上开始，左耳机就没有声音了。两只都充了一夜的电，也重置过两次。',
    answer: '您好，谢谢反馈。请把两只耳机放回充电盒，同时按住按钮十秒。\n步骤见：https://shop.example/help/reset-buds',
    photo: '试过了，红灯闪三下。附上照片。',
    last: '这说明左侧电池有问题。我们今天就寄出一副新的，旧的不用寄回。',
    file: '红灯.jpg',
    typed: '耳机没声音',
    body: '周五更新之后开始的。',
    refusal: '订单号不属于本店。',
    unknown: '没有这个订单。',
    articles: [
      [
        '耳机没有声音怎么办',
        '把两只耳机放回充电盒，合上盖子，按住按钮十秒，直到指示灯变白，然后重新配对：设置 › 蓝牙 › Buds 3。\n如果仍有一只没有声音，请用干刷清洁网罩。',
      ],
      ['如何与第二部手机配对', '按住按钮五秒。'],
      ['指示灯的含义', '白色：就绪。红色闪三下：电池需要检修。'],
    ],
    categories: [
      ['sound', '音频与耳机'],
      ['delivery', '配送'],
      ['invoice', '发票与付款'],
    ],
    fields: { order: '订单号', serial: '序列号', since: '从什么时候开始？', colour: '颜色', wet: '曾经进水' },
    colours: ['黑色', '白色', '沙色'],
  },
} as const
