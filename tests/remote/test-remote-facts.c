/* Facts: nothing known at first, and a copy of its own. */
#include "remote-facts.h"
#include "test-identities.h"

static void
test_new (void)
{
  g_autoptr (WaybillRemoteFacts) facts = waybill_remote_facts_new ();

  for (guint i = 0; i < WAYBILL_REMOTE_N_STEPS; i++)
    g_assert_cmpint (facts->step_time[i], ==, -1);
  g_assert_null (facts->verdict);
  g_assert_cmpint (facts->resumed, ==, WAYBILL_REMOTE_LEARNT_UNKNOWN);
  waybill_remote_facts_free (NULL);
}

static void
test_copy (void)
{
  g_autoptr (GPtrArray) chain = waybill_test_identities_list (waybill_test_identities_get_server ());
  WaybillRemoteFacts *facts = waybill_remote_facts_new ();
  g_autoptr (WaybillRemoteFacts) copy = NULL;
  char **strings[] = { &facts->address, &facts->greeting,        &facts->system,      &facts->auth,  &facts->tls_version,
                       &facts->cipher,  &facts->our_fingerprint, &facts->login_reply, &facts->folder };

  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    *strings[i] = g_strdup_printf ("string %u", i);
  facts->features = g_strsplit ("MLSD UTF8", " ", -1);
  facts->verdict = waybill_cert_verdict_new (chain, waybill_test_identities_get_trust (), "localhost", 0);
  facts->port = 21;
  facts->step_time[WAYBILL_REMOTE_STEP_LOGIN] = 7;
  copy = waybill_remote_facts_copy (facts);
  waybill_remote_facts_free (facts);

  g_assert_cmpstr (copy->address, ==, "string 0");
  g_assert_cmpstr (copy->cipher, ==, "string 5");
  g_assert_cmpstr (copy->folder, ==, "string 8");
  g_assert_cmpstr (copy->features[1], ==, "UTF8");
  g_assert_cmpstr (waybill_cert_verdict_get_name (copy->verdict), ==, "localhost");
  g_assert_cmpint (copy->port, ==, 21);
  g_assert_cmpint (copy->step_time[WAYBILL_REMOTE_STEP_LOGIN], ==, 7);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/remote/facts/new", test_new);
  g_test_add_func ("/remote/facts/copy", test_copy);
  return g_test_run ();
}
