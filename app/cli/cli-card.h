/* Certificates on cards (PKCS#11 tokens) as the command line names them: by label, fingerprint or URI. No PIN is asked here. */
#pragma once

#include "cli.h"

#include "cert-token-list.h"

G_BEGIN_DECLS

/* (element-type WaybillCertToken) (transfer none) (nullable): asked once a run. TOKEN_SILENT, CANCELLED. */
GPtrArray                   *waybill_cli_card_list          (WaybillCli                  *self,
                                                             GError                     **error);
/* The one that label means; *code 0 and NULL: there is none. Several, or cards that are silent: says so. */
const WaybillCertTokenEntry *waybill_cli_card_find          (WaybillCli                  *self,
                                                             const char                  *label,
                                                             int                         *code);
/* Says so, and repeats nothing of it: it may hold a PIN. The exit code. */
int                          waybill_cli_card_refuse_uri    (WaybillCli                  *self);
/* Borrowed from card: what the store would make of it. */
WaybillCertEntry             waybill_cli_card_as_entry      (const WaybillCertTokenEntry *card);
/* Of the store, else of a card; says what is wrong. One of a card comes into the store. */
const WaybillCertEntry      *waybill_cli_card_find_identity (WaybillCli                  *self,
                                                             const char                  *label,
                                                             int                         *code);
/* Those of cards that the store does not have: func is told each. How many there are; silent cards are told in a note. */
guint                        waybill_cli_card_each          (WaybillCli                  *self,
                                                             void                       (*func) (WaybillCli             *self,
                                                                                                 const WaybillCertEntry *entry));

G_END_DECLS
