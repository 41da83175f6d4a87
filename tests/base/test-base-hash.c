/* SHA-256 against FIPS 180-4's examples, and the forms in which people type a fingerprint. */
#include "base-hash.h"

#define ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define NOTHING "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static void
test_known (void)
{
  g_autofree char *abc = waybill_base_hash_dup_hex ("abc", 3);
  g_autofree char *nothing = waybill_base_hash_dup_hex ("", 0);

  g_assert_cmpstr (abc, ==, ABC);
  g_assert_cmpstr (nothing, ==, NOTHING);
}

static void
test_pieces (void)
{
  g_autoptr (WaybillBaseHash) hash = waybill_base_hash_new ();
  g_autofree char *abc = NULL;
  g_autofree char *again = NULL;

  waybill_base_hash_update (hash, "a", 1);
  waybill_base_hash_update (hash, "", 0);
  waybill_base_hash_update (hash, "bc", 2);
  abc = waybill_base_hash_finish (hash);
  again = waybill_base_hash_finish (hash);
  g_assert_cmpstr (abc, ==, ABC);
  g_assert_cmpstr (again, ==, NOTHING);
}

static void
test_normalize (void)
{
  static const struct
  {
    const char *typed;
    const char *normal;
  } forms[] = {
    { ABC, ABC },
    { "BA:78:16:BF:8F:01:CF:EA:41:41:40:DE:5D:AE:22:23:B0:03:61:A3:96:17:7A:9C:B4:10:FF:61:F2:00:15:AD", ABC },
    { " ba7816bf 8f01cfea 414140de 5dae2223 b00361a3 96177a9c b410ff61 f20015ad ", ABC },
    { ABC "0", NULL },
    { "ba7816bf", NULL },
    { "SHA256:" ABC, NULL },
    { "", NULL },
    { NULL, NULL },
    { "a9993e364706816aba3e25717850c26c9cd0d89d", NULL }, /* SHA-1 */
  };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *normal = waybill_base_hash_normalize_hex (forms[i].typed);

      g_assert_cmpstr (normal, ==, forms[i].normal);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/hash/known-answers", test_known);
  g_test_add_func ("/base/hash/in-pieces", test_pieces);
  g_test_add_func ("/base/hash/normalize", test_normalize);
  return g_test_run ();
}
