import { LIMITS } from '@docket/core'
import { MOST_JSON_BYTES } from '../handler/read-body.js'

/** Items of a page. */
export const PAGE_ITEMS = 100
/** Characters of what somebody is typing. */
export const SUGGESTION_CHARACTERS = 200

/** The limits that whoever writes a form needs to know, as `/meta` tells them. */
export const TOLD_LIMITS = {
  subjectCharacters: LIMITS.subject,
  bodyCharacters: LIMITS.body,
  idCharacters: LIMITS.id,
  searchCharacters: LIMITS.searchText,
  tags: LIMITS.tags,
  attachmentsPerMessage: LIMITS.attachmentsPerMessage,
  mentions: LIMITS.mentions,
  pageItems: PAGE_ITEMS,
  suggestionCharacters: SUGGESTION_CHARACTERS,
  batchTickets: LIMITS.batchTickets,
  requestBytes: MOST_JSON_BYTES,
}
