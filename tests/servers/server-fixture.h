/* A real FTP server on loopback for one test, as Debian ships them, or a proxy; started and ended by scripts. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *folder; /* everything the server writes lies here */
  char *host;   /* the address that it listens on: "127.0.0.1", "::1" */
  guint16 port;
  GPid pid;     /* of the group's leader */
  char *home;   /* the folder of the login, on this side */
  char *root;   /* how the server calls that folder */
  char *user;
  char *password;
  char *log; /* every command and, with vsftpd, every reply; an AUTH that was never followed by USER shows here */
  char *script;
  const char *kind; /* "proftpd", ... Static. */
} WaybillTestServer;

WaybillTestServer *waybill_test_server_start (const char *kind, const char *variant);
char *waybill_test_server_dup_log (WaybillTestServer *self);
gboolean waybill_test_server_counts_resumed (const char *kind);
guint waybill_test_server_count_resumed (WaybillTestServer *self);
gboolean waybill_test_server_saw (WaybillTestServer *self, const char *verb);
void waybill_test_server_stop (WaybillTestServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillTestServer, waybill_test_server_stop)

G_END_DECLS
