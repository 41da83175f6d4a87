/* What a person reads when something happened: title, sentence, reason, next step, and the server's own words.
 * A value; it has no look and asks nothing. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *title;        /* a heading, without a full stop */
  char *sentence;     /* what happened */
  char *reason;       /* (nullable) why; hedged where it is guessed */
  char *next;         /* what to do now */
  char *server_words; /* (nullable) as the server said it, scrubbed, shown unchanged */
} WaybillWords;

void  waybill_words_free    (WaybillWords       *self);
/* Title, sentence, reason, next step and the server's words, one paragraph a line: for terminal and log. */
char *waybill_words_to_text (const WaybillWords *self);
/* What stands below the title: sentence, reason and next step, with this between them. */
char *waybill_words_to_body (const WaybillWords *self,
                             const char         *between);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillWords, waybill_words_free)

G_END_DECLS
