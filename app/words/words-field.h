/* Help on one field: what F1 shows in the window and `help FIELD` on the command line. It knows no widget and no option parser. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Static and untranslated: use the functions below for text. */
typedef struct
{
  const char *name;     /* "server-name" */
  const char *title;
  const char *text;     /* what it is, one to three sentences */
  const char *sheet;    /* (nullable) what partners' sheets call it */
  const char *standard; /* (nullable) the default */
  const char *example;  /* (nullable) */
} WaybillWordsField;

/* Without case; a leading "--" and underscores for dashes are taken. (nullable) */
const WaybillWordsField *waybill_words_field_find      (const char              *name);
const WaybillWordsField *waybill_words_field_list      (gsize                   *n_fields);
const char              *waybill_words_field_get_title (const WaybillWordsField *self);
const char              *waybill_words_field_get_text  (const WaybillWordsField *self);
char                    *waybill_words_field_to_text   (const WaybillWordsField *self); /* all of it, for a terminal */

G_END_DECLS
