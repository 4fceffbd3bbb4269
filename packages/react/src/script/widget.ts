import { defineDocketWidget } from '../element/docket-widget.js'

// What the loader fetches. The loader's element becomes the widget at once.
defineDocketWidget()
