/* What became of a server's certificate: a table of who signed the old one and the new one. */
#include "cert-change.h"

#include "cert-issue.h"

#define DAY (24 * 60 * 60)
#define NOW ((gint64) 1767225600)

/* Which authority signs: the old one, a stranger of the same name, another, or nobody. */
typedef enum
{
  SIGNER_SAME,
  SIGNER_IMPOSTOR, /* the same name, another key */
  SIGNER_OTHER,
  SIGNER_SELF,
  N_SIGNERS,
} Signer;

typedef enum
{
  BEFORE_NOTHING,
  BEFORE_CHAIN,     /* leaf and authority */
  BEFORE_LEAF,      /* the server sent no more */
  BEFORE_SAME_LEAF, /* the very certificate that it shows now */
} Before;

typedef struct
{
  const char *name;
  Before before;
  Signer old_signer, new_signer;
  const char *new_name;
  int old_days; /* the old one is good for */
  WaybillCertChange expected;
  guint reasons;
} Row;

#define SAME_NAME "ftp.example"
#define OTHER_NAME "gateway.hotel.example"
#define UNKNOWN WAYBILL_CERT_CHANGE_UNKNOWN
#define RENEWED WAYBILL_CERT_CHANGE_RENEWED
#define WRONG WAYBILL_CERT_CHANGE_WRONG
#define AUTHORITY WAYBILL_CERT_CHANGE_OTHER_AUTHORITY
#define NAME WAYBILL_CERT_CHANGE_OTHER_NAME
#define EARLY WAYBILL_CERT_CHANGE_TOO_EARLY

static const Row rows[] = {
  { "never-seen", BEFORE_NOTHING, SIGNER_SAME, SIGNER_SAME, SAME_NAME, 9, UNKNOWN, 0 },
  { "never-seen-other-name", BEFORE_NOTHING, SIGNER_SAME, SIGNER_SAME, OTHER_NAME, 9, UNKNOWN, 0 },
  { "the-same-certificate", BEFORE_SAME_LEAF, SIGNER_SAME, SIGNER_SAME, SAME_NAME, 400, UNKNOWN, 0 },
  { "renewed", BEFORE_CHAIN, SIGNER_SAME, SIGNER_SAME, SAME_NAME, 9, RENEWED, 0 },
  { "renewed-after-its-end", BEFORE_CHAIN, SIGNER_SAME, SIGNER_SAME, SAME_NAME, -9, RENEWED, 0 },
  { "renewed-early", BEFORE_CHAIN, SIGNER_SAME, SIGNER_SAME, SAME_NAME, 61, RENEWED, EARLY },
  { "renewed-in-time", BEFORE_CHAIN, SIGNER_SAME, SIGNER_SAME, SAME_NAME, 60, RENEWED, 0 },
  { "other-authority", BEFORE_CHAIN, SIGNER_SAME, SIGNER_OTHER, SAME_NAME, 9, WRONG, AUTHORITY },
  { "an-authority-of-the-same-name", BEFORE_CHAIN, SIGNER_SAME, SIGNER_IMPOSTOR, SAME_NAME, 9, WRONG, AUTHORITY },
  { "nothing-proves-the-authority", BEFORE_LEAF, SIGNER_SAME, SIGNER_SAME, SAME_NAME, 9, WRONG, AUTHORITY },
  { "vouches-for-itself-now", BEFORE_CHAIN, SIGNER_SAME, SIGNER_SELF, SAME_NAME, 9, WRONG, AUTHORITY },
  { "vouched-for-itself-with-another-key", BEFORE_LEAF, SIGNER_SELF, SIGNER_SELF, SAME_NAME, 9, WRONG, AUTHORITY },
  { "other-name", BEFORE_CHAIN, SIGNER_SAME, SIGNER_SAME, OTHER_NAME, 9, WRONG, NAME },
  { "all-at-once", BEFORE_CHAIN, SIGNER_SAME, SIGNER_OTHER, OTHER_NAME, 400, WRONG, AUTHORITY | NAME | EARLY },
};

static WaybillCertIdentity *
issue (WaybillCertRole role, const char *name, int days, WaybillCertIdentity *issuer)
{
  const char *const names[] = { name, NULL };
  g_autoptr (GError) error = NULL;
  WaybillCertIdentity *identity = waybill_cert_issue (role, name, role == WAYBILL_CERT_ROLE_SERVER ? names : NULL,
                                                      NOW - 700 * DAY, NOW + days * DAY, issuer, &error);

  g_assert_no_error (error);
  return identity;
}

static GPtrArray *
chain_new (WaybillCertIdentity *leaf, WaybillCertIdentity *authority)
{
  GPtrArray *chain = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_certificate_unref);

  g_ptr_array_add (chain, waybill_cert_certificate_ref (waybill_cert_identity_get_certificate (leaf)));
  if (authority != NULL)
    g_ptr_array_add (chain, waybill_cert_certificate_ref (waybill_cert_identity_get_certificate (authority)));
  return chain;
}

static void
test_row (gconstpointer data)
{
  static const char *const authority_names[] = { "Root", "Root", "Local Gateway CA", NULL };
  const Row *row = data;
  WaybillCertIdentity *authorities[N_SIGNERS] = { NULL };
  g_autoptr (WaybillCertIdentity) old = NULL;
  g_autoptr (WaybillCertIdentity) new = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) chain = NULL;
  g_autoptr (WaybillCertTrust) trust = waybill_cert_trust_new (FALSE, NULL, NULL, NULL);
  g_autoptr (WaybillCertVerdict) verdict = NULL;
  guint reasons = ~0u;

  for (guint i = 0; authority_names[i] != NULL; i++)
    authorities[i] = issue (WAYBILL_CERT_ROLE_AUTHORITY, authority_names[i], 900, NULL);
  old = issue (WAYBILL_CERT_ROLE_SERVER, SAME_NAME, row->old_days, authorities[row->old_signer]);
  new = issue (WAYBILL_CERT_ROLE_SERVER, row->new_name, 800, authorities[row->new_signer]);
  chain = chain_new (new, authorities[row->new_signer]);
  if (row->before == BEFORE_SAME_LEAF)
    before = chain_new (new, NULL);
  else if (row->before != BEFORE_NOTHING)
    before = chain_new (old, row->before == BEFORE_CHAIN ? authorities[row->old_signer] : NULL);
  verdict = waybill_cert_verdict_new (chain, trust, SAME_NAME, NOW);

  g_assert_cmpint (waybill_cert_change_judge (verdict, before, &reasons), ==, row->expected);
  g_assert_cmphex (reasons, ==, row->reasons);

  for (guint i = 0; i < N_SIGNERS; i++)
    g_clear_pointer (&authorities[i], waybill_cert_identity_unref);
}

/* A chain in which one signature was changed: not even a first visit is asked about as if nothing were. */
static void
test_bad_signature (void)
{
  g_autoptr (WaybillCertIdentity) authority = issue (WAYBILL_CERT_ROLE_AUTHORITY, "Root", 900, NULL);
  g_autoptr (WaybillCertIdentity) server = issue (WAYBILL_CERT_ROLE_SERVER, SAME_NAME, 900, authority);
  GBytes *good = waybill_cert_certificate_get_der (waybill_cert_identity_get_certificate (server));
  gsize length = g_bytes_get_size (good);
  g_autofree guint8 *der = g_memdup2 (g_bytes_get_data (good, NULL), length);
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_certificate_unref);
  g_autoptr (GPtrArray) authorities = chain_new (authority, NULL);
  g_autoptr (WaybillCertTrust) trust = waybill_cert_trust_new (FALSE, authorities, NULL, NULL);
  g_autoptr (WaybillCertVerdict) verdict = NULL;
  g_autoptr (GError) error = NULL;
  guint reasons = 0;

  der[length - 1] ^= 1;
  g_ptr_array_add (chain, waybill_cert_certificate_new_from_der (der, length, &error));
  g_assert_no_error (error);
  verdict = waybill_cert_verdict_new (chain, trust, SAME_NAME, NOW);

  g_assert_cmpint (waybill_cert_change_judge (verdict, NULL, &reasons), ==, WRONG);
  g_assert_cmphex (reasons, ==, WAYBILL_CERT_CHANGE_BAD_SIGNATURE);
}

static void
test_no_certificate (void)
{
  g_autoptr (WaybillCertIdentity) server = issue (WAYBILL_CERT_ROLE_SERVER, SAME_NAME, 900, NULL);
  g_autoptr (GPtrArray) chain = chain_new (server, NULL);
  g_autoptr (GPtrArray) nobody = g_ptr_array_new ();
  g_autoptr (WaybillCertTrust) trust = waybill_cert_trust_new (FALSE, NULL, NULL, NULL);
  g_autoptr (WaybillCertVerdict) empty = waybill_cert_verdict_new (nobody, trust, SAME_NAME, NOW);

  /* No certificate at all is not compared, and asks nobody's help. */
  g_assert_cmpint (waybill_cert_change_judge (empty, chain, NULL), ==, UNKNOWN);
}

static void
test_top (void)
{
  g_autoptr (WaybillCertIdentity) root = issue (WAYBILL_CERT_ROLE_AUTHORITY, "Root", 900, NULL);
  g_autoptr (WaybillCertIdentity) between = issue (WAYBILL_CERT_ROLE_AUTHORITY, "Between", 900, root);
  g_autoptr (WaybillCertIdentity) stranger = issue (WAYBILL_CERT_ROLE_AUTHORITY, "Root", 900, NULL);
  g_autoptr (WaybillCertIdentity) server = issue (WAYBILL_CERT_ROLE_SERVER, SAME_NAME, 900, between);
  g_autoptr (WaybillCertIdentity) alone = issue (WAYBILL_CERT_ROLE_SERVER, SAME_NAME, 900, NULL);
  g_autoptr (GPtrArray) chain = chain_new (server, stranger);
  g_autoptr (GPtrArray) short_chain = chain_new (alone, stranger);

  g_ptr_array_add (chain, waybill_cert_certificate_ref (waybill_cert_identity_get_certificate (root)));
  g_ptr_array_add (chain, waybill_cert_certificate_ref (waybill_cert_identity_get_certificate (between)));

  g_assert_true (waybill_cert_change_find_top (chain) == waybill_cert_identity_get_certificate (root));
  g_assert_null (waybill_cert_change_find_top (short_chain));
  g_assert_null (waybill_cert_change_find_top (NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/cert/change/%s", rows[i].name);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/cert/change/bad-signature", test_bad_signature);
  g_test_add_func ("/cert/change/no-certificate", test_no_certificate);
  g_test_add_func ("/cert/change/top-is-walked-by-signatures", test_top);

  return g_test_run ();
}
