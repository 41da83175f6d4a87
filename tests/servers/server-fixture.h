/* A real FTP server on loopback for one test: ProFTPD or vsftpd as Debian ships them, started and ended by scripts. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *folder; /* everything the server writes lies here */
  guint16 port; /* on 127.0.0.1 */
  GPid pid;     /* of the group's leader */
  char *home;   /* the folder of the login, on this side */
  char *root;   /* how the server calls that folder */
  char *user;
  char *password;
  char *log; /* every command and, with vsftpd, every reply; an AUTH that was never followed by USER shows here */
  char *script;
} WaybillTestServer;

WaybillTestServer *waybill_test_server_start (const char *kind, const char *variant);
char *waybill_test_server_dup_log (WaybillTestServer *self);
gboolean waybill_test_server_saw (WaybillTestServer *self, const char *verb);
void waybill_test_server_stop (WaybillTestServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillTestServer, waybill_test_server_stop)

G_END_DECLS
