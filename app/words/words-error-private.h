/* The table of sentences behind words-error, and what turns one of its rows into words. */
#pragma once

#include "words-error.h"
#include "words-private.h"

G_BEGIN_DECLS

#define WAYBILL_WORDS_ANY_PHASE WAYBILL_REMOTE_N_PHASES

/* {partner}, {file}, {host}, {label}, {when} and {command} are filled in. */
typedef struct
{
  int         kind;   /* of the error's domain */
  int         phase;  /* or WAYBILL_WORDS_ANY_PHASE */
  const char *verb;   /* (nullable) only for this command */
  const char *title;
  const char *sentence;
  const char *reason; /* (nullable) */
  const char *next;
} WaybillWordsErrorRow;

extern const WaybillWordsErrorRow waybill_words_error_rows[];
extern const gsize                waybill_words_n_error_rows;
/* A folder where a file was wanted. */
extern const WaybillWordsErrorRow waybill_words_folder_row;
extern const WaybillWordsErrorRow waybill_words_not_empty_row; /* a folder that the server does not delete */

WaybillWords *waybill_words_error_remote (const GError               *error,
                                          const char                 *partner,
                                          const char                 *subject,
                                          const WaybillRemoteFacts   *session);
/* A row without anything that only remote's errors have. */
WaybillWords *waybill_words_error_plain  (const WaybillWordsErrorRow *row,
                                          const char                 *partner,
                                          const char                 *subject);

G_END_DECLS
