/* Through what a partner is reached: its own settings, the desktop's answers, and whose password is asked for. */
#include "partner-resolve.h"

#include "base-file.h"

#include <string.h>

/* The desktop of these tests: answers what it was told to, and keeps what it was asked. */
#define TEST_TYPE_DESKTOP (test_desktop_get_type ())
G_DECLARE_FINAL_TYPE (TestDesktop, test_desktop, TEST, DESKTOP, GObject)

struct _TestDesktop
{
  GObject parent_instance;
};

static struct
{
  const char *answer; /* parted by blanks; NULL: fails */
  char *asked;
} desktop;

static gboolean
test_desktop_is_supported (GProxyResolver *resolver)
{
  return TRUE;
}

static char **
test_desktop_lookup (GProxyResolver *resolver, const char *uri, GCancellable *cancellable, GError **error)
{
  g_assert_not_reached (); /* it would block the main thread */
}

static void
test_desktop_lookup_async (
    GProxyResolver *resolver, const char *uri, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);

  g_free (desktop.asked);
  desktop.asked = g_strdup (uri);
  if (desktop.answer != NULL)
    g_task_return_pointer (task, g_strsplit (desktop.answer, " ", -1), (GDestroyNotify) g_strfreev);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "the script is broken");
}

static char **
test_desktop_lookup_finish (GProxyResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_desktop_interface_init (GProxyResolverInterface *interface)
{
  interface->is_supported = test_desktop_is_supported;
  interface->lookup = test_desktop_lookup;
  interface->lookup_async = test_desktop_lookup_async;
  interface->lookup_finish = test_desktop_lookup_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestDesktop,
                               test_desktop,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER, test_desktop_interface_init))

static void
test_desktop_class_init (TestDesktopClass *klass)
{
}

static void
test_desktop_init (TestDesktop *self)
{
}

typedef struct
{
  char *folder;
  WaybillCertStore *store;
  WaybillSecretVault *vault;
  WaybillPartner *partner;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *store = NULL;

  fixture->folder = g_dir_make_tmp ("waybill-proxy-XXXXXX", NULL);
  store = g_build_filename (fixture->folder, "certificates", NULL);
  fixture->store = waybill_cert_store_new (store, NULL);
  fixture->vault = waybill_secret_vault_new (NULL, NULL, FALSE, NULL);
  fixture->partner = waybill_partner_new ("Acme", NULL);
  g_assert_true (waybill_partner_set_host (fixture->partner, "ftp.example.com", NULL));
  waybill_partner_set_system_trust (fixture->partner, FALSE);
  desktop.answer = NULL;
  g_clear_pointer (&desktop.asked, g_free);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_true (waybill_base_file_remove_tree (fixture->folder, NULL));
  g_free (fixture->folder);
  g_object_unref (fixture->store);
  g_object_unref (fixture->vault);
  g_object_unref (fixture->partner);
  g_clear_pointer (&desktop.asked, g_free);
}

static void
set (Fixture *fixture, const char *key, const char *value)
{
  g_autoptr (GError) error = NULL;

  waybill_partner_set_setting (fixture->partner, key, value, &error);
  g_assert_no_error (error);
}

static void
remember_proxy_password (Fixture *fixture, const char *secret)
{
  g_autoptr (WaybillSecretText) text = waybill_secret_text_new (secret);
  WaybillSecretKey key = { WAYBILL_SECRET_OWNER_PARTNER, WAYBILL_SECRET_FIELD_PROXY_PASSWORD,
                           waybill_partner_get_uuid (fixture->partner), NULL };

  waybill_secret_vault_remember (fixture->vault, &key, text);
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static WaybillRemoteTarget *
resolve (Fixture *fixture, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  waybill_partner_resolve_async (fixture->partner, fixture->store, fixture->vault, NULL, NULL, cancellable, result_cb,
                                 &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return waybill_partner_resolve_finish (fixture->partner, result, error);
}

static WaybillRemoteTarget *
assert_resolves (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  WaybillRemoteTarget *target = resolve (fixture, NULL, &error);

  g_assert_no_error (error);
  return target;
}

static void
assert_fails (Fixture *fixture, WaybillPartnerError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (resolve (fixture, NULL, &error));
  g_assert_error (error, WAYBILL_PARTNER_ERROR, (int) code);
}

static void
test_none (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillRemoteTarget) target = NULL;

  set (fixture, "proxy-host", "proxy.example.com");
  set (fixture, "proxy-user", "kim");
  target = assert_resolves (fixture); /* no password is looked for */
  g_assert_cmpint (waybill_remote_target_get_values (target)->proxy_kind, ==, WAYBILL_REMOTE_PROXY_NONE);
  g_assert_null (desktop.asked);
}

static void
test_own (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillRemoteTarget) socks = NULL;
  g_autoptr (WaybillRemoteTarget) http = NULL;
  const WaybillRemoteTargetValues *values;

  set (fixture, "proxy", "socks5");
  set (fixture, "proxy-host", "proxy.example.com");
  socks = assert_resolves (fixture);
  values = waybill_remote_target_get_values (socks);
  g_assert_cmpint (values->proxy_kind, ==, WAYBILL_REMOTE_PROXY_SOCKS5);
  g_assert_cmpstr (values->proxy_host, ==, "proxy.example.com");
  g_assert_cmpuint (values->proxy_port, ==, 1080);
  g_assert_null (values->proxy_user);
  g_assert_null (values->proxy_password);

  set (fixture, "proxy", "http");
  set (fixture, "proxy-port", "3128");
  set (fixture, "proxy-user", "kim");
  assert_fails (fixture, WAYBILL_PARTNER_ERROR_SECRET_LOGIN);
  remember_proxy_password (fixture, "pr0xy");
  http = assert_resolves (fixture);
  values = waybill_remote_target_get_values (http);
  g_assert_cmpint (values->proxy_kind, ==, WAYBILL_REMOTE_PROXY_HTTP);
  g_assert_cmpuint (values->proxy_port, ==, 3128);
  g_assert_cmpstr (values->proxy_user, ==, "kim");
  g_assert_cmpstr (values->proxy_password, ==, "pr0xy");
}

static void
test_no_host (Fixture *fixture, gconstpointer data)
{
  set (fixture, "proxy", "http");
  assert_fails (fixture, WAYBILL_PARTNER_ERROR_PROXY);
}

static void
test_desktop (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *answer;
    WaybillRemoteProxy kind;
    const char *host;
    guint16 port;
    const char *user, *password;
  } rows[] = {
    { "direct://", WAYBILL_REMOTE_PROXY_NONE, NULL, 0, NULL, NULL },
    { "socks5://p.example:1081", WAYBILL_REMOTE_PROXY_SOCKS5, "p.example", 1081, NULL, NULL },
    { "socks://p.example", WAYBILL_REMOTE_PROXY_SOCKS5, "p.example", 1080, NULL, NULL },
    { "http://p.example:3128", WAYBILL_REMOTE_PROXY_HTTP, "p.example", 3128, NULL, NULL },
    { "HTTP://[::1]", WAYBILL_REMOTE_PROXY_HTTP, "::1", 8080, NULL, NULL },
    { "http://u%40x:p%3aw@p.example:3128/", WAYBILL_REMOTE_PROXY_HTTP, "p.example", 3128, "u@x", "p:w" },
    { "ftp://p.example:2121 https://q.example socks4://r.example socks5://s.example direct://", WAYBILL_REMOTE_PROXY_SOCKS5,
      "s.example", 1080, NULL, NULL },
    { "ftp://p.example direct://", WAYBILL_REMOTE_PROXY_NONE, NULL, 0, NULL, NULL },
  };

  set (fixture, "proxy", "desktop");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (WaybillRemoteTarget) target = NULL;
      const WaybillRemoteTargetValues *values;

      desktop.answer = rows[i].answer;
      target = assert_resolves (fixture);
      values = waybill_remote_target_get_values (target);
      g_assert_cmpstr (desktop.asked, ==, "ftp://ftp.example.com:21");
      g_assert_cmpint (values->proxy_kind, ==, rows[i].kind);
      g_assert_cmpstr (values->proxy_host, ==, rows[i].host);
      g_assert_cmpuint (values->proxy_port, ==, rows[i].port);
      g_assert_cmpstr (values->proxy_user, ==, rows[i].user);
      g_assert_cmpstr (values->proxy_password, ==, rows[i].password);
    }
}

/* The desktop knows the way, the partner's settings the user, the vault the password. */
static void
test_desktop_user (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillRemoteTarget) target = NULL;

  set (fixture, "proxy", "desktop");
  set (fixture, "proxy-user", "kim");
  desktop.answer = "http://p.example";
  assert_fails (fixture, WAYBILL_PARTNER_ERROR_SECRET_LOGIN);
  remember_proxy_password (fixture, "pr0xy");
  target = assert_resolves (fixture);
  g_assert_cmpstr (waybill_remote_target_get_values (target)->proxy_user, ==, "kim");
  g_assert_cmpstr (waybill_remote_target_get_values (target)->proxy_password, ==, "pr0xy");
}

/* Where the desktop names no way that we can go, none is gone: not even the direct one. */
static void
test_desktop_useless (Fixture *fixture, gconstpointer data)
{
  static const char *const answers[] = { NULL, "ftp://p.example", "https://p.example", "", "nonsense", "http://", "http:" };

  set (fixture, "proxy", "desktop");
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      desktop.answer = answers[i];
      assert_fails (fixture, WAYBILL_PARTNER_ERROR_PROXY);
    }
}

static void
test_desktop_other_hosts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillRemoteTarget) six = NULL;

  set (fixture, "proxy", "desktop");
  desktop.answer = "direct://";
  g_assert_true (waybill_partner_set_host (fixture->partner, "2001:db8::1", NULL));
  waybill_partner_set_port (fixture->partner, 2121);
  six = assert_resolves (fixture);
  g_assert_cmpstr (desktop.asked, ==, "ftp://[2001:db8::1]:2121");
}

static void
test_desktop_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  set (fixture, "proxy", "desktop");
  desktop.answer = "direct://";
  waybill_partner_resolve_async (fixture->partner, fixture->store, fixture->vault, NULL, NULL, cancellable, result_cb,
                                 &result);
  g_cancellable_cancel (cancellable);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (waybill_partner_resolve_finish (fixture->partner, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_setenv ("GIO_USE_PROXY_RESOLVER", "test", TRUE);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_io_extension_point_register (G_PROXY_RESOLVER_EXTENSION_POINT_NAME);
  g_io_extension_point_implement (G_PROXY_RESOLVER_EXTENSION_POINT_NAME, TEST_TYPE_DESKTOP, "test", 100);
  g_assert_true (TEST_IS_DESKTOP (g_proxy_resolver_get_default ()));

  ADD ("/partner/proxy/none", test_none);
  ADD ("/partner/proxy/own", test_own);
  ADD ("/partner/proxy/no-host", test_no_host);
  ADD ("/partner/proxy/desktop/answers", test_desktop);
  ADD ("/partner/proxy/desktop/user-of-the-partner", test_desktop_user);
  ADD ("/partner/proxy/desktop/no-way-that-we-can-go", test_desktop_useless);
  ADD ("/partner/proxy/desktop/what-it-is-asked", test_desktop_other_hosts);
  ADD ("/partner/proxy/desktop/cancelled", test_desktop_cancelled);

  return g_test_run ();
}
