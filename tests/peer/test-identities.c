/* Certificates for tests, made once per process and never written: an authority, a server (localhost), a client, and the
 * same of another authority that nobody trusts. All are lent. */
#include "test-identities.h"

#include "base-clock.h"
#include "base-thread.h"
#include "cert-issue.h"

#define DAY (24 * 60 * 60)

typedef enum
{
  AUTHORITY,
  SERVER,
  CLIENT,
  OTHER_AUTHORITY,
  OTHER_SERVER,
  OTHER_CLIENT,
  SECOND_SERVER,
  N_IDENTITIES,
} Which;

static const struct
{
  WaybillCertRole role;
  const char *name;
  Which issuer;
} recipes[N_IDENTITIES] = {
  [AUTHORITY] = { WAYBILL_CERT_ROLE_AUTHORITY, "Test Authority", AUTHORITY },
  [SERVER] = { WAYBILL_CERT_ROLE_SERVER, "localhost", AUTHORITY },
  [CLIENT] = { WAYBILL_CERT_ROLE_CLIENT, "Anna Client", AUTHORITY },
  [OTHER_AUTHORITY] = { WAYBILL_CERT_ROLE_AUTHORITY, "Other Authority", OTHER_AUTHORITY },
  [OTHER_SERVER] = { WAYBILL_CERT_ROLE_SERVER, "localhost", OTHER_AUTHORITY },
  [OTHER_CLIENT] = { WAYBILL_CERT_ROLE_CLIENT, "Mallory Client", OTHER_AUTHORITY },
  [SECOND_SERVER] = { WAYBILL_CERT_ROLE_SERVER, "localhost", AUTHORITY },
};

static WaybillBaseLock lock = WAYBILL_BASE_LOCK_INIT;
static WaybillCertIdentity *identities[N_IDENTITIES];
static WaybillCertTrust *trust;

/* With the lock held; issuers first. */
static WaybillCertIdentity *
make (Which which)
{
  static const char *const server_names[] = { "localhost", "127.0.0.1", "::1", NULL };
  g_autoptr (GError) error = NULL;
  Which issuer = recipes[which].issuer;
  gint64 now = waybill_base_clock_now ();

  if (identities[which] == NULL)
    identities[which] = waybill_cert_issue (recipes[which].role, recipes[which].name,
                                            recipes[which].role == WAYBILL_CERT_ROLE_SERVER ? server_names : NULL, now - DAY,
                                            now + 30 * DAY, issuer != which ? make (issuer) : NULL, &error);
  g_assert_no_error (error);
  return identities[which];
}

static WaybillCertIdentity *
get (Which which)
{
  WaybillCertIdentity *identity;

  waybill_base_lock_lock (&lock);
  identity = make (which);
  waybill_base_lock_unlock (&lock);
  return identity;
}

WaybillCertIdentity *
waybill_test_identities_get_authority (void)
{
  return get (AUTHORITY);
}

WaybillCertIdentity *
waybill_test_identities_get_server (void)
{
  return get (SERVER);
}

WaybillCertIdentity *
waybill_test_identities_get_client (void)
{
  return get (CLIENT);
}

WaybillCertIdentity *
waybill_test_identities_get_other_authority (void)
{
  return get (OTHER_AUTHORITY);
}

WaybillCertIdentity *
waybill_test_identities_get_other_server (void)
{
  return get (OTHER_SERVER);
}

WaybillCertIdentity *
waybill_test_identities_get_other_client (void)
{
  return get (OTHER_CLIENT);
}

WaybillCertIdentity *
waybill_test_identities_get_second_server (void)
{
  return get (SECOND_SERVER);
}

GPtrArray *
waybill_test_identities_list (WaybillCertIdentity *identity)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_certificate_unref);

  g_ptr_array_add (list, waybill_cert_certificate_ref (waybill_cert_identity_get_certificate (identity)));
  return list;
}

WaybillCertTrust *
waybill_test_identities_get_trust (void)
{
  g_autoptr (GPtrArray) authorities = waybill_test_identities_list (get (AUTHORITY));
  g_autoptr (GError) error = NULL;

  waybill_base_lock_lock (&lock);
  if (trust == NULL)
    trust = waybill_cert_trust_new (FALSE, authorities, NULL, &error);
  waybill_base_lock_unlock (&lock);
  g_assert_no_error (error);
  return trust;
}
