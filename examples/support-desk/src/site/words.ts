/** The languages of the shop. */
export type Language = 'en' | 'zh'

/** What the shop's own pages say. */
export const WORDS = {
  en: {
    name: 'Northlight',
    claim: ['Good sound.', 'Good light.', 'Repaired, not replaced.'],
    about:
      'Four things for the desk and the living room, made so that they can be opened, and a workshop that opens them.',
    products: 'What we make',
    orders: 'My orders',
    help: 'Help',
    signIn: 'Sign in as',
    signOut: 'Sign out',
    visitor: 'You are a visitor. The support widget works for you too.',
    greeting: 'Signed in as',
    other: '中文',
    otherCode: 'zh',
    needHelp: 'Help with this order',
    contact: 'Ask us',
    notSignedIn: 'Sign in to see your orders.',
    back: 'All help pages',
    helpClaim: 'What others have asked. If yours is not here, ask us.',
    reactPage: 'The same as a React component',
    reactAbout: [
      'This page is drawn by the server like the others, but has no script tag. React draws the widget into it, by one component:',
      'It is the same widget on the same desk. What you ask here stands on the other pages too, and an agent answers it alike.',
    ],
    progress: 'How your request comes on',
    progressHint: 'This page opens what your link leads to. It needs no password, and nothing can be changed here.',
    demo: 'A demo of Docket. Nothing here is for sale.',
    missing: 'There is no such page.',
    promises: [
      ['Two years of warranty', 'On everything, batteries too.'],
      ['Thirty days to send back', 'For any reason, with a free label.'],
      ['A workshop of our own', 'Most repairs leave it within three days.'],
    ],
  },
  zh: {
    name: '北光 Northlight',
    claim: ['好声音，', '好灯光。', '能修的，不换新。'],
    about: '我们为书桌和客厅做了四样东西：样样都能拆开，坏了由自家工坊修好。',
    products: '我们的产品',
    orders: '我的订单',
    help: '帮助',
    signIn: '选择登录身份',
    signOut: '退出',
    visitor: '您现在是访客，同样可以使用客服窗口。',
    greeting: '已登录：',
    other: 'English',
    otherCode: 'en',
    needHelp: '咨询这个订单',
    contact: '联系我们',
    notSignedIn: '登录后查看订单。',
    back: '全部帮助',
    helpClaim: '大家常问的问题都在这里。没有找到答案？请联系我们。',
    reactPage: 'React 组件版本',
    reactAbout: [
      '本页与其他页面一样由服务器生成，但没有使用 script 标签，客服窗口由一个 React 组件显示：',
      '窗口和工单系统都是同一个。在这里提交的请求，在其他页面也能看到，客服的处理方式完全一样。',
    ],
    progress: '您的请求进展',
    progressHint: '链接对应的请求会显示在这里。无需密码，仅供查看。',
    demo: 'Docket 演示网站，商品均不出售。',
    missing: '页面不存在。',
    promises: [
      ['两年保修', '所有产品，包括电池。'],
      ['三十天无理由退货', '寄回免运费。'],
      ['自有维修工坊', '大多三天内修好寄出。'],
    ],
  },
} as const

/** What the shop sells, in its own words. */
export const PRODUCTS = [
  {
    id: 'wren',
    en: ['Wren', 'Headphones that one can open with a screwdriver.', '€ 149'],
    zh: ['Wren 耳机', '一把螺丝刀就能拆开的头戴耳机。', '¥ 1,099'],
  },
  {
    id: 'alder',
    en: ['Alder', 'A desk lamp from warm evening to cold noon.', '€ 89'],
    zh: ['Alder 台灯', '从傍晚的暖光到正午的冷光。', '¥ 659'],
  },
  {
    id: 'fjord',
    en: ['Fjord', 'A router that reaches the garden.', '€ 119'],
    zh: ['Fjord 路由器', '信号直达花园。', '¥ 899'],
  },
  {
    id: 'vesper',
    en: ['Vesper', 'A plug that knows when it is evening.', '€ 24'],
    zh: ['Vesper 智能插座', '天一黑，它就知道。', '¥ 169'],
  },
] as const

/** What a customer has ordered. */
export interface Order {
  readonly id: string
  readonly product: (typeof PRODUCTS)[number]['id']
  readonly en: string
  readonly zh: string
}

/** What customers have ordered. */
export const ORDERS: Readonly<Record<string, readonly Order[]>> = {
  emma: [
    { id: 'NL-10587', product: 'vesper', en: '2 × Vesper, delivered', zh: '2 × Vesper 智能插座，已送达' },
    { id: 'NL-10231', product: 'alder', en: '1 × Alder, delivered', zh: '1 × Alder 台灯，已送达' },
  ],
  linwei: [
    { id: 'NL-10801', product: 'wren', en: '1 × Wren, being packed', zh: '1 × Wren 耳机，打包中' },
    { id: 'NL-10344', product: 'alder', en: '1 × Alder, delivered', zh: '1 × Alder 台灯，已送达' },
  ],
  tom: [{ id: 'NL-10733', product: 'wren', en: '1 × Wren, on its way', zh: '1 × Wren 耳机，运输中' }],
}
