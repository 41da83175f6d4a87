/* One call through a scripted proxy of tests, and how it must end. For tests of net. */
#pragma once

#include "net-pair.h"
#include "net-proxy-server.h"

#include <string.h>

G_BEGIN_DECLS

static const WaybillNetTerms patient = { .silence = PATIENCE };

#define PASSWORD "pr0xy-s3cret"

/* What a fresh connection that goes well needs of a scripted proxy, up to its answer. */
#define SOCKS_ASKED "READ 3\nHEX 05 00\nREAD 10\n"
#define SOCKS_WELL "05 00 00 01 7f 00 00 01 1f 90"
#define HTTP_WELL "HTTP/1.1 200 Connection established\\r\\nVia: x\\r\\n\\r\\n"

static inline WaybillNetStream *
call (NetProxyServer *server,
      WaybillNetProxyKind kind,
      const char *user,
      const WaybillNetTerms *terms,
      GCancellable *cancellable,
      GError **error)
{
  const WaybillNetProxy proxy = { kind, "127.0.0.1", net_proxy_server_get_port (server), user, PASSWORD };

  return waybill_net_proxy_connect (&proxy, "127.0.0.1", 21, terms, NULL, cancellable, error);
}

/* Plays a script to a call without login: the call must fail in this way. The words are what a person is told. */
static inline char *
assert_fails_with (
    WaybillNetProxyKind kind, const char *user, const WaybillNetTerms *terms, const char *script, WaybillNetError code)
{
  g_autoptr (NetProxyServer) server = net_proxy_server_new_script (script);
  g_autoptr (GError) error = NULL;

  g_assert_null (call (server, kind, user, terms, NULL, &error));
  if (!g_error_matches (error, WAYBILL_NET_ERROR, (int) code))
    g_error ("%d was expected of:\n%s\nnot %s", (int) code, script, error->message);
  g_assert_null (strstr (error->message, PASSWORD));
  return g_strdup (error->message);
}

static inline void
assert_fails (WaybillNetProxyKind kind, const char *script, WaybillNetError code)
{
  g_autofree char *words = assert_fails_with (kind, NULL, &patient, script, code);

  g_assert_cmpstr (words, !=, "");
}

G_END_DECLS
