/* PKCS#11 URIs as text: what may be kept, what they name, which fit each other. */
#include "cert-token-uri.h"

#include "cert-error.h"

#define TOKEN "pkcs11:model=SoftHSM%20v2;serial=08ac;token=Harbour%20card"

static void
test_check (void)
{
  static const char *const bad[] = { "",
                                     "anna.pfx",
                                     "pkcs11:",
                                     TOKEN,
                                     "pkcs11:slot-id=3",
                                     TOKEN ";object=anna?pin-value=1",
                                     TOKEN ";object=anna?PIN-VALUE=1",
                                     TOKEN ";object=anna;pin-value=1",
                                     TOKEN ";object=anna?pin-source=file:/etc/passwd",
                                     TOKEN ";object=anna?module-path=/x.so",
                                     TOKEN ";object=anna?Module-Name=x",
                                     TOKEN ";object=anna b",
                                     TOKEN ";object=anna\nlabel=x" };
  g_autofree char *longest = g_strnfill (4096, 'x');
  g_autofree char *too_long = g_strconcat (TOKEN ";object=", longest, NULL);

  g_assert_true (waybill_cert_token_is_uri ("PKCS11:object=anna"));
  g_assert_false (waybill_cert_token_is_uri ("anna.pfx"));
  g_assert_true (waybill_cert_token_check_uri (TOKEN ";object=anna", NULL));
  g_assert_true (waybill_cert_token_check_uri ("pkcs11:id=%01;type=private", NULL));
  g_assert_false (waybill_cert_token_check_uri (too_long, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (waybill_cert_token_check_uri (bad[i], &error));
      g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_UNSUPPORTED);
    }
}

static void
test_parts (void)
{
  static const char uri[] = TOKEN ";id=%01%02;object=anna;type=cert;slot-id=7?module-name=x";
  g_autofree char *plain = waybill_cert_token_uri_dup_plain (uri);
  g_autofree char *certificate = waybill_cert_token_uri_dup_certificate (uri);
  g_autofree char *key = waybill_cert_token_uri_dup_key (uri);
  g_autofree char *key_by_label = waybill_cert_token_uri_dup_key (TOKEN ";object=anna");
  g_autofree char *token = waybill_cert_token_uri_dup_token (uri);
  g_autofree char *all = waybill_cert_token_uri_dup_certificates (uri);
  g_autofree char *keys = waybill_cert_token_uri_dup_keys (uri);

  g_assert_cmpstr (plain, ==, TOKEN ";id=%01%02;object=anna");
  g_assert_cmpstr (certificate, ==, TOKEN ";id=%01%02;object=anna;type=cert");
  g_assert_cmpstr (key, ==, TOKEN ";id=%01%02;type=private");
  g_assert_cmpstr (key_by_label, ==, TOKEN ";object=anna;type=private");
  g_assert_cmpstr (token, ==, TOKEN);
  g_assert_cmpstr (all, ==, TOKEN ";type=cert");
  g_assert_cmpstr (keys, ==, TOKEN ";type=private");
}

static void
test_on (void)
{
  static const char *const cases[][2] = { { "pkcs11:object=anna", TOKEN ";object=anna" },
                                          { "pkcs11:model=X;id=%01;object=anna;type=private", TOKEN ";id=%01;object=anna" },
                                          { "pkcs11:id=%01?pin-source=file:/x", TOKEN ";id=%01" },
                                          { TOKEN ";object=anna", TOKEN ";object=anna" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *uri = waybill_cert_token_uri_dup_on (cases[i][0], TOKEN);

      g_assert_cmpstr (uri, ==, cases[i][1]);
    }
}

static void
test_name (void)
{
  static const char *const cases[][2] = { { TOKEN, "Harbour card" },
                                          { TOKEN ";object=anna", "Harbour card" },
                                          { "pkcs11:serial=08ac;token=", "08ac" },
                                          { "pkcs11:model=PKCS%2315", "PKCS#15" },
                                          { "pkcs11:token=%20%20;model=X", "X" },
                                          { "pkcs11:token=M%C3%BCller%0a", "Müller" },
                                          { "pkcs11:token=%ff", "\357\277\275" },
                                          { "pkcs11:object=anna", "PKCS#11" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = waybill_cert_token_uri_dup_name (cases[i][0]);

      g_assert_cmpstr (name, ==, cases[i][1]);
    }
}

static void
test_safe (void)
{
  static const char *const cases[][2] = { { TOKEN, TOKEN },
                                          { TOKEN "?pin-source=file:/x", TOKEN },
                                          { TOKEN "?Pin-Source=|prog&pin-value=1", TOKEN "?pin-value=1" },
                                          { TOKEN "?x=1&pin-source=a&y=2", TOKEN "?x=1&y=2" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *safe = waybill_cert_token_uri_dup_safe (cases[i][0]);

      g_assert_cmpstr (safe, ==, cases[i][1]);
    }
}

static void
test_fits (void)
{
  static const struct
  {
    const char *wanted;
    gboolean fits;
  } cases[] = { { "pkcs11:object=anna", TRUE },
                { "pkcs11:object=%61nna;type=private", TRUE },
                { "pkcs11:token=Harbour card;object=anna", TRUE },
                { "pkcs11:id=%01%aB", TRUE },
                { "pkcs11:id=%01%ac", FALSE },
                { "pkcs11:object=ann", FALSE },
                { "pkcs11:object=Anna", FALSE },
                { "pkcs11:object=anna;manufacturer=Somebody", FALSE },
                { "pkcs11:object=anna;library-description=x", TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (waybill_cert_token_uri_fits (TOKEN ";id=%01%AB;object=anna", cases[i].wanted), ==, cases[i].fits);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cert/token-uri/check", test_check);
  g_test_add_func ("/cert/token-uri/parts", test_parts);
  g_test_add_func ("/cert/token-uri/on", test_on);
  g_test_add_func ("/cert/token-uri/name", test_name);
  g_test_add_func ("/cert/token-uri/safe", test_safe);
  g_test_add_func ("/cert/token-uri/fits", test_fits);
  return g_test_run ();
}
