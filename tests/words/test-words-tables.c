/* The guide's steps and the fields' help are complete. */
#include "words-field.h"
#include "words-guide.h"

#include "partner-setting.h"
#include "words-assert.h"

#include <locale.h>
#include <string.h>

static void
test_guide (void)
{
  g_autofree char *heading = waybill_words_guide_heading (WAYBILL_WORDS_GUIDE_AUTHORITY);

  for (guint step = 0; step < WAYBILL_WORDS_N_GUIDE_STEPS; step++)
    {
      words_assert_text (waybill_words_guide_title (step));
      words_assert_text (waybill_words_guide_text (step));
    }
  g_assert_cmpstr (heading, ==, "Step 3 of 12: Import the authority");
}

static void
test_fields_complete (void)
{
  static const char *const wanted[] = { "host",           "server-name",  "port",
                                        "protocol",       "user",         "password",
                                        "account",        "identity",     "system-trust",
                                        "authority",      "pin",          "local-dir",
                                        "remote-dir",     "label",        "password-file",
                                        "secrets",        "retries",      "timeout",
                                        "overwrite",      "tls",          "pasv-address",
                                        "proxy",          "proxy-host",   "proxy-port",
                                        "proxy-user",     "tls-weak",     "tls-old-renegotiation",
                                        "passive",        "active-ports", "clear-control",
                                        "clear-data",     "keep-alive",   "client-name",
                                        "login-commands", "virtual-host", "listing-kind",
                                        "charset" };

  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    if (waybill_words_field_find (wanted[i]) == NULL)
      g_error ("no help on %s", wanted[i]);
}

/* Whatever a partner can be set to is explained. */
static void
test_fields_of_settings (void)
{
  guint n_settings;
  const WaybillPartnerSetting *settings = waybill_partner_setting_list (&n_settings);

  for (guint i = 0; i < n_settings; i++)
    if (waybill_words_field_find (settings[i].key) == NULL)
      g_error ("no help on %s", settings[i].key);
}

static void
test_fields_wording (void)
{
  gsize n_fields;
  const WaybillWordsField *list = waybill_words_field_list (&n_fields);

  for (gsize i = 0; i < n_fields; i++)
    {
      g_autofree char *text = waybill_words_field_to_text (&list[i]);

      words_assert_text (waybill_words_field_get_title (&list[i]));
      words_assert_text (waybill_words_field_get_text (&list[i]));
      g_assert_nonnull (strstr (text, list[i].name));
      g_assert_true (waybill_words_field_find (list[i].name) == &list[i]);
    }
}

static void
test_field_spelling (void)
{
  g_assert_nonnull (waybill_words_field_find ("--Remote_Dir"));
  g_assert_null (waybill_words_field_find ("nothing"));
  g_assert_null (waybill_words_field_find (""));
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/guide/complete", test_guide);
  g_test_add_func ("/words/field/complete", test_fields_complete);
  g_test_add_func ("/words/field/every-setting", test_fields_of_settings);
  g_test_add_func ("/words/field/wording", test_fields_wording);
  g_test_add_func ("/words/field/found-however-spelt", test_field_spelling);
  return g_test_run ();
}
