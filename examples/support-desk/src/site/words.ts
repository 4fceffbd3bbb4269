/** The languages of the shop. */
export type Language = 'en' | 'zh'

/** What the shop's own pages say. */
export const WORDS = {
  en: {
    name: 'Northlight',
    claim: 'Good sound. Good light. Repaired, not replaced.',
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
    reactPage: 'The same as a React component',
    progress: 'How your request comes on',
    demo: 'A demo of Docket. Nothing here is for sale.',
  },
  zh: {
    name: '北光 Northlight',
    claim: '好声音，好灯光。能修的，不换新。',
    products: '我们的产品',
    orders: '我的订单',
    help: '帮助',
    signIn: '登录为',
    signOut: '退出',
    visitor: '您现在是访客，同样可以使用客服窗口。',
    greeting: '已登录：',
    other: 'English',
    otherCode: 'en',
    needHelp: '咨询这个订单',
    contact: '联系我们',
    notSignedIn: '登录后查看订单。',
    back: '全部帮助',
    reactPage: 'React 组件版本',
    progress: '您的请求进展',
    demo: 'Docket 演示网站，商品不出售。',
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
    zh: ['Fjord 路由器', '信号一直到花园。', '¥ 899'],
  },
  {
    id: 'plug',
    en: ['Vesper', 'A plug that knows when it is evening.', '€ 24'],
    zh: ['Vesper 智能插座', '知道什么时候天黑的插座。', '¥ 169'],
  },
] as const

/** What customers have ordered. */
export const ORDERS: Readonly<Record<string, readonly (readonly [order: string, en: string, zh: string])[]>> = {
  emma: [
    ['NL-10231', '1 × Alder, delivered', '1 × Alder 台灯，已送达'],
    ['NL-10587', '2 × Vesper, delivered', '2 × Vesper 智能插座，已送达'],
  ],
  linwei: [
    ['NL-10344', '1 × Alder, delivered', '1 × Alder 台灯，已送达'],
    ['NL-10801', '1 × Wren, being packed', '1 × Wren 耳机，打包中'],
  ],
  tom: [['NL-10733', '1 × Wren, on its way', '1 × Wren 耳机，运输中']],
}
