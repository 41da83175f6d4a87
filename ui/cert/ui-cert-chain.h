/* The chain of a certificate of the store, root first: who issued it, as far as store and file know, and who is missing. It judges no
 * server and trusts nobody. */
#pragma once

#include <gtk/gtk.h>

#include "cert-store.h"

G_BEGIN_DECLS

typedef struct
{
  WaybillCertCertificate *certificate; /* (nullable): NULL: it is missing */
  char                   *name;        /* the certificate's, or that of the missing issuer, with its controls escaped */
  gboolean                in_store;    /* as an entry of its own */
  gboolean                has_key;
  gboolean                on_card;     /* that is where its key is */
  gboolean                is_this;     /* the one whose chain it is */
} WaybillUiCertLink;

/* (transfer full) (element-type WaybillUiCertLink): never empty. */
GPtrArray *waybill_ui_cert_chain_new         (WaybillCertStore        *store,
                                              const WaybillCertEntry  *entry);
gboolean   waybill_ui_cert_chain_is_complete (GPtrArray               *chain);
/* A row of the tree; depth: 0 for the root. */
GtkWidget *waybill_ui_cert_chain_row_new     (const WaybillUiCertLink *link,
                                              guint                    depth);

G_END_DECLS
