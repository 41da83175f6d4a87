/* Which button mends what a check found: a pure table. What the button does is ui-check-mend's. */
#pragma once

#include "partner.h"
#include "remote-error.h"
#include "words-change.h"

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_UI_CHECK_REMEDY_NONE,        /* nobody is asked to do anything: it was stopped */
  WAYBILL_UI_CHECK_REMEDY_AGAIN,       /* "Check Again" */
  WAYBILL_UI_CHECK_REMEDY_IMPLICIT,    /* "Use Port 990, Implicit" */
  WAYBILL_UI_CHECK_REMEDY_EXPLICIT,    /* "Use Port 21, Explicit" */
  WAYBILL_UI_CHECK_REMEDY_TRUST,       /* "Trust This Authority…": the question once more */
  WAYBILL_UI_CHECK_REMEDY_TRUST_ONE,   /* "Trust This Certificate…": likewise, where no authority is offered */
  WAYBILL_UI_CHECK_REMEDY_TRUST_LIST,  /* "Look at the Trust List…" */
  WAYBILL_UI_CHECK_REMEDY_CERTIFICATE, /* "Choose Certificate…" */
  WAYBILL_UI_CHECK_REMEDY_PASSWORD,    /* "Enter the Password…" */
  WAYBILL_UI_CHECK_REMEDY_UNLOCK,      /* the same words: the certificate's, asked for by the check itself */
  WAYBILL_UI_CHECK_REMEDY_LOGIN,       /* "Change the User Name…" */
  WAYBILL_UI_CHECK_REMEDY_CLOCK,       /* "Check the Clock…" */
  WAYBILL_UI_CHECK_REMEDY_HOST,        /* "Change the Host…" */
  WAYBILL_UI_CHECK_REMEDY_NETWORK,     /* "Change the Network Settings…" */
  WAYBILL_UI_CHECK_REMEDY_FOLDER,      /* "Change the Folder…" */
  WAYBILL_UI_CHECK_N_REMEDIES,
} WaybillUiCheckRemedy;

typedef struct
{
  WaybillRemoteProtocol protocol;
  gboolean              has_user; /* the profile logs in with a name */
  guint                 offers;   /* WaybillWordsOffer flags: what the trust question would offer */
} WaybillUiCheckCase;

/* quiet: (out) the second one, or NONE. */
WaybillUiCheckRemedy waybill_ui_check_remedy_get       (const GError             *error,
                                                        const WaybillUiCheckCase *about,
                                                        WaybillUiCheckRemedy     *quiet);
/* Translated, with a mnemonic. */
const char          *waybill_ui_check_remedy_get_label (WaybillUiCheckRemedy      remedy);

G_END_DECLS
