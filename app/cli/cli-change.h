/* A server's certificate that is not the one of last time, as the command line says it: calmly where it was renewed, sharply where it
 * looks wrong. The words are the window's. */
#pragma once

#include "cli-private.h"

#include "words-change.h"

G_BEGIN_DECLS

typedef struct
{
  WaybillWordsChange *words;
  GPtrArray          *before; /* (element-type WaybillCertCertificate): the chain that was accepted last */
} WaybillCliChange;

/* (nullable): NULL where there is nothing to compare with, or no change that matters. */
WaybillCliChange *waybill_cli_change_new        (WaybillCli             *self,
                                                 WaybillPartner         *partner,
                                                 WaybillCertVerdict     *verdict);
void              waybill_cli_change_free       (WaybillCliChange       *self);
gboolean          waybill_cli_change_is_wrong   (const WaybillCliChange *self);
/* One paragraph: what changed, and what it means. */
char             *waybill_cli_change_dup_reason (const WaybillCliChange *self,
                                                 WaybillCertVerdict     *verdict);
/* On the terminal: of a renewal both certificates side by side, else every reason. */
void              waybill_cli_change_show       (const WaybillCliChange *self,
                                                 WaybillCli             *cli,
                                                 WaybillCertVerdict     *verdict);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillCliChange, waybill_cli_change_free)

G_END_DECLS
