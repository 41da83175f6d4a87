/* A partner's tab in words: why it is not connected, which one button mends that, what went well before it failed, and what goes on.
 * Pure; it connects to nobody. */
#pragma once

#include "words.h"

#include "partner.h"
#include "remote-error.h"
#include "remote-facts.h"
#include "remote-talk.h"

G_BEGIN_DECLS

/* The one button of the page that says why it failed. */
typedef enum
{
  WAYBILL_WORDS_SESSION_TRY_AGAIN,
  WAYBILL_WORDS_SESSION_PASSWORD,    /* "Enter the Password…" */
  WAYBILL_WORDS_SESSION_CERTIFICATE, /* "Choose Certificate…" */
  WAYBILL_WORDS_SESSION_TRUST,       /* "Look at the Trust List…" */
  WAYBILL_WORDS_SESSION_CLOCK,       /* "Check the Clock…" */
  WAYBILL_WORDS_SESSION_EDIT,        /* "Edit the Connection…" */
  WAYBILL_WORDS_N_SESSION_MENDS,
} WaybillWordsSessionMend;

/* What the queue holds when its session has ended. */
typedef struct
{
  guint    n_put, n_get; /* files that were not sent, not fetched */
  guint    n_going_on;   /* of these, those that go on by themselves after connecting again */
  gboolean trying;       /* the queue moves them, or tries to, without that */
} WaybillWordsSessionLeft;

WaybillWordsSessionMend waybill_words_session_get_mend   (const GError              *error);
const char             *waybill_words_session_get_button (WaybillWordsSessionMend    mend);    /* with a mnemonic */
/* facts: (nullable). */
WaybillWords           *waybill_words_session_failed     (const GError              *error,
                                                          const char                *partner,
                                                          const WaybillRemoteFacts  *facts);
/* (transfer full) (nullable): "Name, reach and greeting.": the steps that went well; NULL: none did. */
char                   *waybill_words_session_fine       (const WaybillRemoteFacts  *facts,
                                                          const GError              *error);
/* (nullable): what a line of the conversation says of the way to a session; NULL: nothing new. */
const char             *waybill_words_session_step       (WaybillRemoteTalkKind      kind,
                                                          const char                *text);
/* "Needs your answer", "Sending 3 files", "Connected". */
char                   *waybill_words_session_activity   (gboolean                   asks,
                                                          guint                      n_sending,
                                                          guint                      n_fetching);
/* (transfer full) (nullable): "3 files were not sent; they stay in the queue and go on after connecting again."; NULL: nothing is left. */
char                   *waybill_words_session_left       (const WaybillWordsSessionLeft *left);
/* "edi at ftp.example.com"; "ftp.example.com" without a user; "No host yet". */
char                   *waybill_words_session_where      (WaybillPartner            *partner);

G_END_DECLS
