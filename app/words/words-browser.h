/* What the lists of files say: times short enough for a column, a row in one sentence, and what happens to files. Pure but for the clock. */
#pragma once

#include "words.h"

G_BEGIN_DECLS

/* Why a name cannot be given. */
typedef enum
{
  WAYBILL_WORDS_NAME_GOOD,
  WAYBILL_WORDS_NAME_EMPTY,
  WAYBILL_WORDS_NAME_SLASH,
  WAYBILL_WORDS_NAME_DOTS,    /* "." and ".." */
  WAYBILL_WORDS_NAME_CONTROL, /* a line end or another control */
  WAYBILL_WORDS_NAME_LONG,
  WAYBILL_WORDS_NAME_TAKEN,
} WaybillWordsName;

char       *waybill_words_browser_time          (gint64            unix_seconds); /* "Today 08:31", "19 Nov 08:32", "3 Oct 2025" */
char       *waybill_words_browser_row           (const char       *name,
                                                 const char       *kind,
                                                 const char       *size,       /* (nullable) */
                                                 const char       *modified);  /* (nullable) */
/* The second line where there is no room for columns: "177 kB · 19 Nov 08:32", "Folder · 21 Nov 08:00". */
char       *waybill_words_browser_second_line   (const char       *what,
                                                 const char       *modified);  /* (nullable) */
char       *waybill_words_browser_delete_title  (guint             n_files,
                                                 const char       *name,       /* (nullable) of the only one */
                                                 const char       *partner);
char       *waybill_words_browser_trashed       (guint             n_files);
char       *waybill_words_browser_restored      (guint             n_files);
/* Is name one that can be given in this folder? taken: is it there already? Pure. */
WaybillWordsName
            waybill_words_browser_check_name    (const char       *name,
                                                 gboolean          taken);
/* (nullable) a sentence; NULL for GOOD and EMPTY: nothing typed is no mistake. */
const char *waybill_words_browser_name_sentence (WaybillWordsName  problem);
/* A local error of the trash as words: it says that nothing was deleted. */
WaybillWords *
            waybill_words_browser_trash_failed  (const GError     *error,
                                                 const char       *name);

G_END_DECLS
