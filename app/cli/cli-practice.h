/* A practice partner with the files that a real one would hand out: for `practice` and for the tour. */
#pragma once

#include "cli.h"

#include "practice-server.h"

G_BEGIN_DECLS

typedef struct
{
  char                        *root;      /* what the partner serves: its disk */
  char                        *pfx;       /* the files that it hands out */
  char                        *authority;
  WaybillPracticeCertificates *certificates;
  WaybillPracticeServer       *server;
} WaybillCliPractice;

WaybillCliPractice *waybill_cli_practice_start (const char          *folder,
                                                guint16              port,
                                                GError             **error);
void                waybill_cli_practice_free  (WaybillCliPractice  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillCliPractice, waybill_cli_practice_free)

G_END_DECLS
