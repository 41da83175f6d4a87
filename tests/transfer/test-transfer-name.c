/* Names for keeping both. */
#include "transfer-name.h"

static void
test_numbered (void)
{
  static const struct
  {
    const char *name;
    guint number;
    const char *numbered;
  } rows[] = {
    { "order.edi", 1, "order.edi" },
    { "order.edi", 0, "order.edi" },
    { "order.edi", 2, "order (2).edi" },
    { "order.edi", 999, "order (999).edi" },
    { "order", 2, "order (2)" },
    { "a.tar.gz", 3, "a.tar (3).gz" },
    { ".profile", 2, ".profile (2)" },
    { ".profile.bak", 2, ".profile (2).bak" },
    { "ends.", 2, "ends (2)." },
    { "/out.box/order", 2, "/out.box/order (2)" },
    { "/out.box/.hidden", 2, "/out.box/.hidden (2)" },
    { "/out/order.edi", 2, "/out/order (2).edi" },
    { "order (2).edi", 2, "order (2) (2).edi" },
    { "100%s.%d", 2, "100%s (2).%d" },
    { "\303\274.\303\266", 2, "\303\274 (2).\303\266" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *numbered = waybill_transfer_name_dup_numbered (rows[i].name, rows[i].number);

      g_assert_cmpstr (numbered, ==, rows[i].numbered);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/transfer/name/numbered", test_numbered);
  return g_test_run ();
}
