/* Situations around passwords, as words. This layer may not name secret: its callers say which situation it is. */
#pragma once

#include "words.h"

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_WORDS_SECRET_NO_KEYRING,          /* none is running */
  WAYBILL_WORDS_SECRET_LOCKED,              /* there, but locked */
  WAYBILL_WORDS_SECRET_NOBODY_ANSWERED,     /* the keyring's prompt */
  WAYBILL_WORDS_SECRET_NOT_STORED,          /* the keyring refused to keep it */
  WAYBILL_WORDS_SECRET_NOT_FORGOTTEN,       /* the keyring refused to remove it */
  WAYBILL_WORDS_SECRET_NOT_LOCKED,          /* the keyring stays open */
  WAYBILL_WORDS_SECRET_FILE_OPEN_TO_OTHERS, /* --secrets */
  WAYBILL_WORDS_SECRET_FILE_UNREADABLE,
  WAYBILL_WORDS_SECRET_FILE_BROKEN,         /* no key file */
  WAYBILL_WORDS_SECRET_LOGIN_WANTED,        /* no password for the partner, and nobody to ask */
  WAYBILL_WORDS_SECRET_CERTIFICATE_WANTED,  /* none for the identity, and nobody to ask */
  WAYBILL_WORDS_SECRET_CERTIFICATE_WRONG,   /* the one that is kept does not open the identity */
  WAYBILL_WORDS_SECRET_MADE,                /* by Waybill: without it the key is lost */
  WAYBILL_WORDS_N_SECRETS,
} WaybillWordsSecret;

/* subject: (nullable) file, partner or label. */
WaybillWords *waybill_words_secret (WaybillWordsSecret  situation,
                                    const char         *subject);

G_END_DECLS
