/** Words that say nothing of what is asked, in the forms in which they are compared. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  [
    'a an and any are as at be been but by can could did do does doing for from get got had has have he hello help hi how i',
    'if im in is it its ive just like me my need no not of on or our please she should so some still that the their them',
    'there they this to too try up us want was we were what when where which while who why will with would you your',
    'thanks thank hey ok yes anybody somebody something thing',
    '的 了 吗 呢 吧 啊 呀 是 在 有 和 与 或 也 都 就 还 很 太 把 被 给 对 从 到 要 想 会 能 可 我 你 您 他 她 它 们 这 那 哪 个 么 请 问 不 没 怎',
    '我的 你的 您的 我们 你们 您好 你好 请问 谢谢 怎么 怎样 怎么办 如何 什么 为什么 哪里 哪个 可以 能够 是否 能不能 可不可以 是不是',
    '一个 一下 这个 那个 不能 不会 没有 需要 想要 帮我 帮忙 么办 怎么样 么样 已经 还是 时候 好的',
  ]
    .join(' ')
    .split(' '),
)
