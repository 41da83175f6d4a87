/* What a form for a new certificate may begin with: what is known of the partner, of our certificates and of this computer. Pure; no
 * widget. */
#pragma once

#include "cert-store.h"
#include "partner-store.h"

G_BEGIN_DECLS

typedef struct
{
  char *company; /* "" unknown */
  char *name;    /* the common name; never empty */
  char *country; /* two letters; "" unknown */
} WaybillUiCertRequestDefaults;

/* partner: (nullable). user, real_name, host: of this computer's account. languages: (array zero-terminated=1): as
 * g_get_language_names() gives them. */
WaybillUiCertRequestDefaults *waybill_ui_cert_request_defaults_new (WaybillCertStore *store,
                                                                    WaybillPartner   *partner,
                                                                    const char       *user,
                                                                    const char       *real_name,
                                                                    const char       *host,
                                                                    const char * const *languages);
void waybill_ui_cert_request_defaults_free (WaybillUiCertRequestDefaults *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillUiCertRequestDefaults, waybill_ui_cert_request_defaults_free)

G_END_DECLS
