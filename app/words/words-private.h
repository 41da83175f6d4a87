/* Between the files of this layer: text with names in braces, filled in. */
#pragma once

#include "words.h"

G_BEGIN_DECLS

/* What stands for one name in braces. start: what it is at the beginning of the text, where that differs. */
typedef struct
{
  const char *name;
  const char *value;
  const char *start; /* (nullable) */
} WaybillWordsFill;

#define WAYBILL_WORDS_MAX_FILLS 8

char *waybill_words_fill   (const char             *text,
                            const WaybillWordsFill *fills);
/* Two paragraphs with a blank between them; either may be NULL. Takes both. */
char *waybill_words_append (char                   *first,
                            char                   *second);
/* In the quotation marks of the language; controls and bidi overrides shown escaped. */
char *waybill_words_quote  (const char             *text);

G_END_DECLS
