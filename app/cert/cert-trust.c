/* Whom one partner believes: the system's authorities yes/no, authorities ticked, server certificates pinned, and
 * exceptions of one session. Immutable once built, safe to share between threads. It keeps nothing on disk. */

#include "cert-trust-private.h"

#include "cert-handle.h"

#include "base-hash.h"
#include "base-thread.h"
#include "cert-error.h"
#include "cert-gnutls.h"

struct _WaybillCertTrust
{
  WaybillBaseRef ref;
  WaybillCertTrust *origin; /* the list that something was added to; everything below the blank line is its */
  char **exceptions;
  GPtrArray *crls; /* (nullable) */
  gboolean allows_weak;

  gboolean use_system;
  guint n_system;
  gnutls_x509_trust_list_t system;
  gnutls_x509_trust_list_t ticked;
  GPtrArray *authorities;
  char **pins;
};

static gboolean
load_system (WaybillCertTrust *self, GError **error)
{
  int status = gnutls_x509_trust_list_init (&self->system, 0);

  if (status >= 0)
    status = gnutls_x509_trust_list_add_system_trust (self->system, 0, 0);
  /* A system without any authorities is a fact about it, not a failure of ours. */
  if (status == GNUTLS_E_UNIMPLEMENTED_FEATURE || status == GNUTLS_E_FILE_ERROR || status == GNUTLS_E_NO_CERTIFICATE_FOUND)
    status = 0;
  if (status < 0)
    {
      waybill_cert_error_set_gnutls (error, WAYBILL_CERT_ERROR_FAILED, status, "The system's authorities cannot be read");
      return FALSE;
    }
  self->n_system = (guint) status;
  return TRUE;
}

/* The list frees its authorities and writes to none of ours: it gets a copy each. */
static int
add_copy (gnutls_x509_trust_list_t list, WaybillCertCertificate *certificate)
{
  g_auto (gnutls_x509_crt_t) copy = NULL;
  gsize length;
  gconstpointer der = g_bytes_get_data (waybill_cert_certificate_get_der (certificate), &length);
  gnutls_datum_t datum = { (unsigned char *) der, (unsigned) length };
  int status = gnutls_x509_crt_init (&copy);

  if (status >= 0)
    status = gnutls_x509_crt_import (copy, &datum, GNUTLS_X509_FMT_DER);
  if (status >= 0)
    status = gnutls_x509_trust_list_add_cas (list, &copy, 1, 0);
  if (status >= 0)
    g_steal_pointer (&copy);
  return status;
}

static gboolean
load_ticked (WaybillCertTrust *self, GPtrArray *authorities, GError **error)
{
  int status = gnutls_x509_trust_list_init (&self->ticked, 0);

  for (guint i = 0; authorities != NULL && status >= 0 && i < authorities->len; i++)
    {
      status = add_copy (self->ticked, authorities->pdata[i]);
      g_ptr_array_add (self->authorities, waybill_cert_certificate_ref (authorities->pdata[i]));
    }
  if (status < 0)
    waybill_cert_error_set_gnutls (error, WAYBILL_CERT_ERROR_FAILED, status, "The trust list cannot be built");
  return status >= 0;
}

static gboolean
load_pins (WaybillCertTrust *self, const char *const *pins, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; pins != NULL && pins[i] != NULL; i++)
    {
      g_autofree char *pin = waybill_base_hash_normalize_hex (pins[i]);

      if (pin == NULL)
        {
          g_set_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_FAILED, "\"%s\" is no SHA-256 fingerprint", pins[i]);
          return FALSE;
        }
      g_strv_builder_add (builder, pin);
    }
  self->pins = g_strv_builder_end (builder);
  return TRUE;
}

/**
 * waybill_cert_trust_new:
 * @use_system: whether the system's authorities are trusted
 * @authorities: (element-type WaybillCertCertificate) (nullable) (transfer none): those ticked; one in between is enough
 * @pins: (nullable) (array zero-terminated=1): SHA-256 of server certificates, hex; colons, blanks and case ignored
 * @error: return location
 *
 * Builds a trust list. Loading the system's authorities takes about 25 ms: not for a main loop that must stay smooth.
 * Any thread.
 *
 * Returns: (transfer full) (nullable): the list; %NULL with %WAYBILL_CERT_ERROR_FAILED (a pin that is no SHA-256, the
 *   system's authorities cannot be read)
 */
WaybillCertTrust *
waybill_cert_trust_new (gboolean use_system, GPtrArray *authorities, const char *const *pins, GError **error)
{
  g_autoptr (WaybillCertTrust) self = g_new0 (WaybillCertTrust, 1);

  waybill_base_ref_init (&self->ref);
  self->use_system = use_system;
  self->exceptions = g_new0 (char *, 1);
  self->authorities = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_certificate_unref);
  if ((use_system && !load_system (self, error)) || !load_ticked (self, authorities, error)
      || !load_pins (self, pins, error))
    return NULL;
  return g_steal_pointer (&self);
}

static WaybillCertTrust *
dup_onto_origin (WaybillCertTrust *self)
{
  WaybillCertTrust *copy = g_new0 (WaybillCertTrust, 1);

  waybill_base_ref_init (&copy->ref);
  copy->origin = waybill_cert_trust_ref (self->origin != NULL ? self->origin : self);
  copy->exceptions = g_strdupv (self->exceptions);
  copy->crls = self->crls != NULL ? g_ptr_array_ref (self->crls) : NULL;
  copy->allows_weak = self->allows_weak;
  return copy;
}

/**
 * waybill_cert_trust_with_crls:
 * @self: a trust list
 * @crls: (element-type WaybillCertCrl) (transfer none): replace those it has
 *
 * The same list with revocation lists of its authorities. One that its authority did not sign, or that has run out, is told
 * in the verdict. Any thread; cheap.
 *
 * Returns: (transfer full): a list of its own
 */
WaybillCertTrust *
waybill_cert_trust_with_crls (WaybillCertTrust *self, GPtrArray *crls)
{
  WaybillCertTrust *copy = dup_onto_origin (self);

  g_clear_pointer (&copy->crls, g_ptr_array_unref);
  copy->crls = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_crl_unref);
  for (guint i = 0; i < crls->len; i++)
    g_ptr_array_add (copy->crls, waybill_cert_crl_ref (crls->pdata[i]));
  return copy;
}

/**
 * waybill_cert_trust_with_weak:
 * @self: a trust list
 *
 * The same list for a partner whose server cannot do better, by the person's choice: RSA keys from 1024 bits and SHA-1
 * signatures are taken. MD5 and less never are. Any thread; cheap.
 *
 * Returns: (transfer full): a list of its own
 */
WaybillCertTrust *
waybill_cert_trust_with_weak (WaybillCertTrust *self)
{
  WaybillCertTrust *copy = dup_onto_origin (self);

  copy->allows_weak = TRUE;
  return copy;
}

/**
 * waybill_cert_trust_with_exception:
 * @self: a trust list
 * @fingerprint: SHA-256 of one leaf, hex; colons, blanks and case ignored
 *
 * The same list and one leaf that the person accepted for this session: it overrides every reason of the verdict.
 * A @fingerprint that is no SHA-256 adds nothing. Any thread; cheap, nothing is loaded again.
 *
 * Returns: (transfer full): a list of its own
 */
WaybillCertTrust *
waybill_cert_trust_with_exception (WaybillCertTrust *self, const char *fingerprint)
{
  WaybillCertTrust *copy = dup_onto_origin (self);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *exception = waybill_base_hash_normalize_hex (fingerprint);

  g_strv_builder_addv (builder, (const char **) self->exceptions);
  if (exception != NULL)
    g_strv_builder_add (builder, exception);
  g_strfreev (copy->exceptions);
  copy->exceptions = g_strv_builder_end (builder);
  return copy;
}

/**
 * waybill_cert_trust_ref:
 * @self: a trust list
 *
 * Any thread.
 *
 * Returns: (transfer full): @self
 */
WaybillCertTrust *
waybill_cert_trust_ref (WaybillCertTrust *self)
{
  waybill_base_ref_take (&self->ref);
  return self;
}

/**
 * waybill_cert_trust_unref:
 * @self: (transfer full): a trust list
 *
 * Any thread.
 */
void
waybill_cert_trust_unref (WaybillCertTrust *self)
{
  if (!waybill_base_ref_drop (&self->ref))
    return;
  g_clear_pointer (&self->origin, waybill_cert_trust_unref);
  g_strfreev (self->exceptions);
  g_clear_pointer (&self->crls, g_ptr_array_unref);
  g_strfreev (self->pins);
  g_clear_pointer (&self->authorities, g_ptr_array_unref);
  if (self->system != NULL)
    gnutls_x509_trust_list_deinit (self->system, 1);
  if (self->ticked != NULL)
    gnutls_x509_trust_list_deinit (self->ticked, 1);
  g_free (self);
}

static WaybillCertTrust *
lists_of (WaybillCertTrust *self)
{
  return self->origin != NULL ? self->origin : self;
}

/**
 * waybill_cert_trust_is_empty:
 * @self: a trust list
 *
 * Whether nobody can be believed: the system is off, nothing ticked, pinned or excepted. Any thread.
 *
 * Returns: %TRUE when so
 */
gboolean
waybill_cert_trust_is_empty (WaybillCertTrust *self)
{
  WaybillCertTrust *lists = lists_of (self);

  return !lists->use_system && lists->authorities->len == 0 && lists->pins[0] == NULL && self->exceptions[0] == NULL;
}

/**
 * waybill_cert_trust_get_n_system:
 * @self: a trust list
 *
 * Any thread.
 *
 * Returns: how many of the system's authorities were loaded; 0 when the system is off
 */
guint
waybill_cert_trust_get_n_system (WaybillCertTrust *self)
{
  return lists_of (self)->n_system;
}

/**
 * waybill_cert_trust_get_system:
 * @self: a trust list
 *
 * Any thread.
 *
 * Returns: (transfer none) (nullable): the system's authorities, read only
 */
gnutls_x509_trust_list_t
waybill_cert_trust_get_system (WaybillCertTrust *self)
{
  return lists_of (self)->system;
}

/**
 * waybill_cert_trust_get_ticked:
 * @self: a trust list
 *
 * Any thread.
 *
 * Returns: (transfer none): the authorities ticked, read only
 */
gnutls_x509_trust_list_t
waybill_cert_trust_get_ticked (WaybillCertTrust *self)
{
  return lists_of (self)->ticked;
}

/**
 * waybill_cert_trust_get_crls:
 * @self: a trust list
 *
 * Any thread.
 *
 * Returns: (transfer none) (nullable) (element-type WaybillCertCrl): its revocation lists
 */
GPtrArray *
waybill_cert_trust_get_crls (WaybillCertTrust *self)
{
  return self->crls;
}

/**
 * waybill_cert_trust_allows_weak:
 * @self: a trust list
 *
 * Any thread.
 *
 * Returns: %TRUE when 1024 bits and SHA-1 are no reason
 */
gboolean
waybill_cert_trust_allows_weak (WaybillCertTrust *self)
{
  return self->allows_weak;
}

/**
 * waybill_cert_trust_has_pin:
 * @self: a trust list
 * @leaf: a server's certificate
 *
 * Any thread.
 *
 * Returns: %TRUE when @leaf itself is pinned
 */
gboolean
waybill_cert_trust_has_pin (WaybillCertTrust *self, WaybillCertCertificate *leaf)
{
  const char *const *pins = (const char *const *) lists_of (self)->pins;

  return g_strv_contains (pins, waybill_cert_certificate_get_fingerprint (leaf));
}

/**
 * waybill_cert_trust_has_exception:
 * @self: a trust list
 * @leaf: a server's certificate
 *
 * Any thread.
 *
 * Returns: %TRUE when the person accepted @leaf for this session
 */
gboolean
waybill_cert_trust_has_exception (WaybillCertTrust *self, WaybillCertCertificate *leaf)
{
  return g_strv_contains ((const char *const *) self->exceptions, waybill_cert_certificate_get_fingerprint (leaf));
}
