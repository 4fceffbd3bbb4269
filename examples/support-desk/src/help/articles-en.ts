import type { Written } from './written.js'

/** The shop's help pages in English. */
export const ENGLISH: readonly Written[] = [
  {
    id: 'return',
    title: 'Send something back',
    body: 'You may return anything within 30 days, for any reason. Open the order in your account, choose “Return”, and print the label. Drop the parcel at any post office. The label is free. Use the original box if you still have it; any firm box will do.',
    keywords: ['refund', 'money back', 'wrong item', 'changed my mind', 'exchange'],
  },
  {
    id: 'refund-time',
    title: 'When your refund arrives',
    body: 'We pay back as soon as the parcel has been looked at, usually two working days after it reaches us. Cards take three to five more days, bank transfers one to two. The refund goes to the way you paid with. Shipping costs of the first delivery are paid back too if the whole order is returned.',
    keywords: ['money', 'reimbursement', 'paid back'],
  },
  {
    id: 'track',
    title: 'Where your parcel is',
    body: 'The mail about your shipment has a tracking link. It shows something from the evening on which the parcel left us. If nothing has moved for four working days, write to us: we ask the carrier and send a new parcel if it is lost.',
    keywords: ['delivery', 'shipping', 'late', 'not arrived', 'lost package', 'order status'],
  },
  {
    id: 'address',
    title: 'Change the delivery address',
    body: 'As long as an order says “being packed”, you can change its address yourself under “Orders”. After that, the carrier can often still redirect it: use the tracking link, “Change delivery”.',
    keywords: ['moved', 'wrong street', 'redirect'],
  },
  {
    id: 'cancel',
    title: 'Cancel an order',
    body: 'Open the order in your account and choose “Cancel”. That works until it has been packed, mostly two hours after you ordered. Later, just refuse the parcel at the door, or send it back for free.',
    keywords: ['do not want any more', 'ordered twice', 'by mistake'],
  },
  {
    id: 'headphones-pair',
    title: 'Connect the Wren headphones by Bluetooth',
    body: 'Hold the button on the right cup for five seconds until the light blinks blue. Then choose “Wren” in the Bluetooth settings of your phone or computer. If it does not appear, forget the old connection first. The Wren remembers two devices and changes to the one that plays.',
    keywords: ['pairing', 'pair', 'wireless', 'cannot find device', 'laptop', 'phone'],
  },
  {
    id: 'headphones-one-side',
    title: 'Only one side of the headphones plays',
    body: 'Reset the Wren: hold both volume buttons for ten seconds until it beeps twice, then connect it again. Check the balance in the phone’s accessibility settings. If one side stays silent, or crackles, it is a case for the warranty; we exchange it.',
    keywords: ['left ear', 'right ear', 'no sound', 'silent', 'crackling', 'noise'],
  },
  {
    id: 'battery',
    title: 'The battery does not last',
    body: 'New batteries reach their full time after three or four charges. Switch off noise cancelling when you do not need it, and install updates. Below 5 °C every battery is weak. If a device of less than two years does not reach half of its time, we replace the battery for free.',
    keywords: ['empty', 'drains', 'dies quickly', 'runtime', 'power'],
  },
  {
    id: 'charge',
    title: 'It does not charge',
    body: 'Try another cable and another plug first: most often it is the cable. Clean the socket with a dry, soft brush. A device that was empty for weeks needs up to 20 minutes on the cable before its light comes on. Do not charge anything that is wet or swollen; write to us instead.',
    keywords: ['charging', 'charger', 'usb', 'cable', 'dead', 'will not turn on', 'power'],
  },
  {
    id: 'lamp-flicker',
    title: 'The Alder lamp flickers',
    body: 'Flickering nearly always comes from a dimmer in the wall: the Alder has its own and wants none before it. Connect it to a plain socket. If it flickers there too, unplug it for a minute. Should it go on, we send a new power supply.',
    keywords: ['blinking', 'light', 'dimmer', 'bulb'],
  },
  {
    id: 'lamp-colour',
    title: 'Set brightness and colour of the Alder lamp',
    body: 'Turn the ring for brightness; press it and turn for the colour of the light, from warm to cold. Two presses store what is set as what the lamp comes on with. In the app you can set times of day.',
    keywords: ['warm', 'cold', 'white', 'dim', 'schedule', 'timer'],
  },
  {
    id: 'wifi',
    title: 'Bring a device into your Wi-Fi',
    body: 'Our lamps and plugs use Wi-Fi at 2.4 GHz. Stand near the router, open the app, choose “Add device” and hold the device’s button until it blinks fast. Type the password of your network; mind capital letters. Networks of hotels with a sign-in page do not work.',
    keywords: ['wlan', 'network', 'internet', 'connect', 'set up', 'smart plug', 'offline'],
  },
  {
    id: 'router-slow',
    title: 'The Fjord router is slow',
    body: 'Restart the router: unplug it for half a minute. Put it up high and free, not in a cupboard. Measure by cable once: if that is slow too, the line is the reason, and your provider can help. In the app, “Channels” finds the one that the neighbours use least.',
    keywords: ['internet', 'speed', 'wifi', 'drops', 'disconnects', 'weak signal'],
  },
  {
    id: 'reset',
    title: 'Reset a device to how it left the factory',
    body: 'With a paper clip, press the small button beside the socket for fifteen seconds. All settings are gone then; set it up as if it were new. Headphones have no such button: hold both volume buttons for ten seconds.',
    keywords: ['factory settings', 'restart', 'frozen', 'hangs', 'does not react'],
  },
  {
    id: 'warranty',
    title: 'What the warranty covers',
    body: 'Everything we sell has a warranty of two years from the day of delivery. It covers what was wrong from the start or breaks in normal use, batteries too. It does not cover falls, water and what was opened. The order is enough as proof; you need no receipt.',
    keywords: ['guarantee', 'broken', 'defect', 'repair', 'receipt', 'faulty'],
  },
  {
    id: 'repair',
    title: 'Send something in for repair',
    body: 'Write to us with the serial number and what happens; a photo helps. You get a free label. Our workshop looks at it within three working days and tells you what it costs before anything is done, if it is no case for the warranty. Most repairs take a week.',
    keywords: ['fix', 'broken screen', 'spare part', 'workshop', 'damage'],
  },
  {
    id: 'serial',
    title: 'Where the serial number is',
    body: 'It begins with two letters, as in WR-2207. On headphones it is inside the left cushion, on lamps below the foot, on routers and plugs on the back. It is on the box and on the invoice too.',
    keywords: ['model', 'sticker', 'number'],
  },
  {
    id: 'invoice',
    title: 'Get an invoice',
    body: 'The invoice is a PDF in your account under “Orders”. For a company’s name and tax number, change the billing address before the order is packed; later, write to us and we make a new one.',
    keywords: ['bill', 'receipt', 'vat', 'tax', 'company', 'pdf'],
  },
  {
    id: 'payment',
    title: 'Ways to pay',
    body: 'Cards, bank transfer, Alipay and WeChat Pay. If a card is declined, ask your bank: we do not learn why. A payment that shows twice is mostly a reservation that goes away by itself within three days.',
    keywords: ['credit card', 'declined', 'charged twice', 'double', 'failed'],
  },
  {
    id: 'password',
    title: 'Sign in again after a forgotten password',
    body: 'On the sign-in page choose “New password” and type your mail address. The link in the mail is valid for an hour; look in the spam folder too. If your address has changed, write to us from the old one if you can.',
    keywords: ['login', 'log in', 'account', 'locked out', 'reset password'],
  },
  {
    id: 'delete-account',
    title: 'Delete your account',
    body: 'Under “Account” choose “Delete”. Your data are gone after seven days, in which you may change your mind. Invoices we must keep for the tax office, for ten years, and nothing else.',
    keywords: ['privacy', 'personal data', 'gdpr', 'close', 'remove'],
  },
  {
    id: 'update',
    title: 'Install an update',
    body: 'Open the app with the device near; a dot on its picture means that there is an update. Leave the device on the cable and the app open until it is done, about five minutes. If it stops in the middle, restart both and begin again.',
    keywords: ['firmware', 'software', 'new version', 'upgrade', 'stuck'],
  },
]
