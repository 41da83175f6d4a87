/* The practice partner: an FTPS server on loopback that wants a client certificate, to rehearse the guide. It is honest, and
 * no server for anybody else: it listens on 127.0.0.1 alone. */
#pragma once

#include "practice-certificates.h"

G_BEGIN_DECLS

typedef struct _WaybillPracticeServer WaybillPracticeServer;

#define WAYBILL_PRACTICE_MAX_CONNECTIONS 16

typedef struct
{
  guint16 port;          /* 0: the kernel chooses */
  gboolean implicit;     /* TLS from the first byte */
  guint max_connections; /* 0: WAYBILL_PRACTICE_MAX_CONNECTIONS */
} WaybillPracticeServerOptions;

WaybillPracticeServer *waybill_practice_server_new               (const char                          *folder,
                                                                  WaybillPracticeCertificates         *certificates,
                                                                  const WaybillPracticeServerOptions  *options,
                                                                  GError                             **error);
void                   waybill_practice_server_start             (WaybillPracticeServer               *self);
guint16                waybill_practice_server_get_port          (WaybillPracticeServer               *self);
char                  *waybill_practice_server_dup_user          (WaybillPracticeServer               *self);
const char            *waybill_practice_server_get_password      (WaybillPracticeServer               *self);
guint                  waybill_practice_server_get_n_connections (WaybillPracticeServer               *self);
guint                  waybill_practice_server_get_n_resumed_data (WaybillPracticeServer              *self);
void                   waybill_practice_server_stop              (WaybillPracticeServer               *self);
void                   waybill_practice_server_free              (WaybillPracticeServer               *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillPracticeServer, waybill_practice_server_free)

G_END_DECLS
