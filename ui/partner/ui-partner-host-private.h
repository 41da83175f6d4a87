/* What people paste into a host field, taken apart: "ftps://user@host:990/path". Pure. */
#pragma once

#include "remote-target.h"

G_BEGIN_DECLS

typedef struct
{
  char                  *scheme;       /* (nullable) in lower case; NULL: none stood in front */
  char                  *host;         /* never NULL; may be "" */
  char                  *user;         /* (nullable) */
  guint16                port;         /* 0: none */
  char                  *path;         /* (nullable) with its slash; NULL: none, or nothing but it */
  gboolean               has_protocol; /* scheme and port say which one */
  WaybillRemoteProtocol  protocol;
} WaybillUiPartnerHost;

void     waybill_ui_partner_host_split (const char           *text,
                                        WaybillUiPartnerHost *parts);
/* Whether there was more than a host. */
gboolean waybill_ui_partner_host_had_more (const WaybillUiPartnerHost *parts);
void     waybill_ui_partner_host_clear (WaybillUiPartnerHost *parts);

G_END_DECLS
