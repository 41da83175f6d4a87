/* The kinds of listing that a profile may name are those that the engine has: neither knows the other. */
#include "ftp-parser.h"
#include "partner-setting.h"

static void
test_same_kinds (void)
{
  guint n_kinds;
  g_autofree const char **kinds = waybill_ftp_parser_list_kinds (&n_kinds);
  g_auto (GStrv) choices = g_strsplit (waybill_partner_setting_find ("listing-kind")->choices, "|", -1);

  g_assert_cmpstr (choices[0], ==, "auto");
  g_assert_cmpuint (g_strv_length (choices), ==, n_kinds + 1);
  for (guint i = 0; i < n_kinds; i++)
    if (!g_strv_contains ((const char *const *) choices, kinds[i]))
      g_error ("%s", kinds[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/partner/listing-kinds/those-of-the-engine", test_same_kinds);
  return g_test_run ();
}
