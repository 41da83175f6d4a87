/* An export in words: strength of passwords, refusals, sentences with numbers and names, and the guidance pages. */

#include "words-export-guide.h"
#include "words-export.h"

#include <locale.h>
#include <string.h>

static void
test_strength (void)
{
  static const struct
  {
    const char *password;
    WaybillWordsStrength modern, legacy;
  } rows[] = {
    { "", WAYBILL_WORDS_STRENGTH_NONE, WAYBILL_WORDS_STRENGTH_NONE },
    { "harbour", WAYBILL_WORDS_STRENGTH_WEAK, WAYBILL_WORDS_STRENGTH_WEAK },
    { "aaaaaaaaaaaaaaaaaaaa", WAYBILL_WORDS_STRENGTH_WEAK, WAYBILL_WORDS_STRENGTH_WEAK },
    { "123456789012345", WAYBILL_WORDS_STRENGTH_WEAK, WAYBILL_WORDS_STRENGTH_WEAK },
    { "Password-1", WAYBILL_WORDS_STRENGTH_WEAK, WAYBILL_WORDS_STRENGTH_WEAK },
    { "tH7m!pQ2k", WAYBILL_WORDS_STRENGTH_FAIR, WAYBILL_WORDS_STRENGTH_FAIR },
    { "kfzmwqua9r", WAYBILL_WORDS_STRENGTH_FAIR, WAYBILL_WORDS_STRENGTH_FAIR },
    { "kfzmwqua", WAYBILL_WORDS_STRENGTH_WEAK, WAYBILL_WORDS_STRENGTH_WEAK },
    { "bako-zetu-rumo-nefa-dogu-47", WAYBILL_WORDS_STRENGTH_STRONG, WAYBILL_WORDS_STRENGTH_STRONG },
    { "kfzmwquatrsb", WAYBILL_WORDS_STRENGTH_FAIR, WAYBILL_WORDS_STRENGTH_WEAK },
    { "\xff\xfe", WAYBILL_WORDS_STRENGTH_NONE, WAYBILL_WORDS_STRENGTH_NONE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].password);
      g_assert_cmpint (waybill_words_export_strength (rows[i].password, WAYBILL_CERT_LOCK_MODERN), ==, rows[i].modern);
      g_assert_cmpint (waybill_words_export_strength (rows[i].password, WAYBILL_CERT_LOCK_LEGACY), ==, rows[i].legacy);
    }
  g_assert_cmpstr (waybill_words_export_strength_word (WAYBILL_WORDS_STRENGTH_FAIR), ==, "fair");
  g_assert_cmpstr (waybill_words_export_strength_word (WAYBILL_WORDS_STRENGTH_NONE), ==, "");
}

static void
test_refuse (void)
{
  g_assert_null (waybill_words_export_refuse ("", "abc", WAYBILL_CERT_LOCK_MODERN));
  g_assert_null (waybill_words_export_refuse ("abc", "", WAYBILL_CERT_LOCK_MODERN));
  g_assert_null (waybill_words_export_refuse ("abc", "ab", WAYBILL_CERT_LOCK_MODERN));
  g_assert_null (waybill_words_export_refuse ("Grüße", "Grüße", WAYBILL_CERT_LOCK_MODERN));
  g_assert_cmpstr (waybill_words_export_refuse ("abc", "abd", WAYBILL_CERT_LOCK_MODERN), ==,
                   "The two passwords are not the same.");
  g_assert_nonnull (strstr (waybill_words_export_refuse ("Grüße", "Grüße", WAYBILL_CERT_LOCK_LEGACY), "plain letters"));
}

static void
test_tables (void)
{
  for (guint i = 0; i < WAYBILL_CERT_N_EXPORT_SHAPES; i++)
    {
      g_assert_cmpstr (waybill_words_export_shape (i), !=, "");
      g_assert_cmpstr (waybill_words_export_shape_text (i), !=, "");
    }
  for (guint i = 0; i < WAYBILL_CERT_N_EXPORT_ROLES; i++)
    {
      g_assert_cmpstr (waybill_words_export_role (i, TRUE), !=, "");
      g_assert_null (strstr (waybill_words_export_role (i, FALSE), "your certificate without"));
    }
  g_assert_cmpstr (waybill_words_export_lock (WAYBILL_CERT_LOCK_LEGACY), ==, "Older Windows or IBM i");
  g_assert_nonnull (strstr (waybill_words_export_lock_text (WAYBILL_CERT_LOCK_LEGACY), "Weaker lock. Use a long password."));
}

static void
test_taken (void)
{
  static const char *const one[] = { "mine.pfx", NULL };
  static const char *const two[] = { "mine.pfx", "mine.cer", NULL };
  g_autofree char *title = waybill_words_export_taken_title (one);
  g_autofree char *titles = waybill_words_export_taken_title (two);
  g_autofree char *body = waybill_words_export_taken_body (two, "/home/kim");

  g_assert_cmpstr (title, ==, "“mine.pfx” is already there");
  g_assert_cmpstr (titles, ==, "2 files are already there");
  g_assert_nonnull (strstr (body, "“/home/kim” holds mine.pfx, mine.cer"));
}

static void
test_guide (void)
{
  for (guint place = 0; place < WAYBILL_WORDS_N_EXPORT_PLACES; place++)
    {
      g_assert_cmpstr (waybill_words_export_guide_title (place), !=, "");
      g_assert_cmpstr (waybill_words_export_guide_text (place), !=, "");
      g_assert_cmpuint (waybill_words_export_guide_count (place), >=, 3);
      for (guint step = 0; step < waybill_words_export_guide_count (place); step++)
        g_assert_cmpuint (strlen (waybill_words_export_guide_step (place, step)), >, 10);
    }
  g_assert_cmpstr (waybill_words_export_guide_command (WAYBILL_WORDS_EXPORT_PLACE_WINDOWS, 0), ==, "certmgr.msc");
  g_assert_null (waybill_words_export_guide_command (WAYBILL_WORDS_EXPORT_PLACE_WINDOWS, 1));
}

/* The words that Windows shows stand there letter by letter. */
static void
test_guide_quotes_windows (void)
{
  static const char *const words[] = { "“Yes, export the private key”",
                                       "“Personal Information Exchange - PKCS #12 (.PFX)”",
                                       "“Include all certificates in the certification path if possible”",
                                       "“No, do not export the private key”",
                                       "“DER encoded binary X.509 (.CER)”",
                                       "“The export was successful.”" };
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint step = 0; step < waybill_words_export_guide_count (WAYBILL_WORDS_EXPORT_PLACE_WINDOWS); step++)
    g_string_append (all, waybill_words_export_guide_step (WAYBILL_WORDS_EXPORT_PLACE_WINDOWS, step));
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_test_message ("%s", words[i]);
      g_assert_nonnull (strstr (all->str, words[i]));
    }
}

static void
test_dcm (void)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint task = 0; task < WAYBILL_WORDS_N_DCM_TASKS; task++)
    {
      g_assert_cmpstr (waybill_words_dcm_title (task), !=, "");
      for (guint step = 0; step < waybill_words_dcm_count (task); step++)
        {
          g_autofree char *text = waybill_words_dcm_step (task, step, "mine.pfx", "/home/ANNA/CERTS");

          g_string_append (all, text);
        }
    }
  g_assert_nonnull (strstr (all->str, "/home/ANNA/CERTS/mine.pfx"));
  g_assert_nonnull (strstr (all->str, "QIBM_QTMF_FTP_CLIENT"));
  g_assert_null (strchr (all->str, '{'));
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/export/strength", test_strength);
  g_test_add_func ("/words/export/refuse", test_refuse);
  g_test_add_func ("/words/export/tables", test_tables);
  g_test_add_func ("/words/export/taken", test_taken);
  g_test_add_func ("/words/export/guide", test_guide);
  g_test_add_func ("/words/export/guide-quotes-windows", test_guide_quotes_windows);
  g_test_add_func ("/words/export/dcm", test_dcm);
  return g_test_run ();
}
