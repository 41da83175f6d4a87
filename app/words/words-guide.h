/* The steps of the guide that work without a window, each with a title and one sentence of explanation. It does nothing:
 * the tour does. */
#pragma once

#include "words.h"

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_WORDS_GUIDE_BASICS,       /* have the basics in place */
  WAYBILL_WORDS_GUIDE_FILES,        /* get the files from the partner */
  WAYBILL_WORDS_GUIDE_AUTHORITY,    /* import the authority */
  WAYBILL_WORDS_GUIDE_CERTIFICATE,  /* import your certificate */
  WAYBILL_WORDS_GUIDE_ASSIGN,
  WAYBILL_WORDS_GUIDE_TRUST,
  WAYBILL_WORDS_GUIDE_PROTOCOL,
  WAYBILL_WORDS_GUIDE_CHECK,
  WAYBILL_WORDS_GUIDE_FETCH,
  WAYBILL_WORDS_GUIDE_SEND,
  WAYBILL_WORDS_GUIDE_PROVED,
  WAYBILL_WORDS_GUIDE_NO_TRACE,
  WAYBILL_WORDS_N_GUIDE_STEPS,
} WaybillWordsGuideStep;

const char *waybill_words_guide_title   (WaybillWordsGuideStep step);
const char *waybill_words_guide_text    (WaybillWordsGuideStep step);
const char *waybill_words_guide_sheet   (WaybillWordsGuideStep step); /* (nullable) what the partner's sheet calls it */
char       *waybill_words_guide_heading (WaybillWordsGuideStep step); /* "Step 3 of 12: Import the authority" */

G_END_DECLS
