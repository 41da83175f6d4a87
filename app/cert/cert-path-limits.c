/* What authorities may not do, by their own certificates: vouch for names outside of theirs, or make further authorities.
 * GnuTLS finds the same, but does not say which. Signatures are not looked at here. */
#include "cert-path-private.h"

#include "cert-handle.h"

#include "cert-gnutls.h"

/* Bytes; no host is called longer. */
#define MAX_NAME 1024

G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_x509_name_constraints_t, gnutls_x509_name_constraints_deinit, NULL)

/* The index-th above the leaf; the anchor is the last one. (nullable) */
static WaybillCertCertificate *
get_issuer (WaybillCertPath *path, guint index)
{
  if (index < path->length)
    return path->links[index];
  return index == path->length ? path->anchor : NULL;
}

/* An authority that gives itself a new certificate is still the same one (RFC 5280 §6.1). */
static gboolean
is_self_issued (WaybillCertCertificate *certificate)
{
  return g_str_equal (waybill_cert_certificate_get_subject (certificate), waybill_cert_certificate_get_issuer (certificate));
}

/* A host's name is one that it says is its own: what an authority is called is a title, which GnuTLS would take for a host.
 */
static gboolean
has_forbidden_host (gnutls_x509_name_constraints_t limits, gnutls_x509_crt_t handle)
{
  for (guint i = 0;; i++)
    {
      char name[MAX_NAME];
      size_t size = sizeof name;
      guint type = 0;
      int status = gnutls_x509_crt_get_subject_alt_name2 (handle, i, name, &size, &type, NULL);
      gnutls_datum_t datum = { (unsigned char *) name, (unsigned) size };

      if (status == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
        return FALSE;
      if (status < 0
          || (type == GNUTLS_SAN_DNSNAME && gnutls_x509_name_constraints_check (limits, GNUTLS_SAN_DNSNAME, &datum) == 0))
        return TRUE;
    }
}

static gboolean
has_forbidden_name (gnutls_x509_name_constraints_t limits, WaybillCertCertificate *certificate, gboolean is_leaf)
{
  static const gnutls_x509_subject_alt_name_t kinds[]
      = { GNUTLS_SAN_DNSNAME, GNUTLS_SAN_IPADDRESS, GNUTLS_SAN_RFC822NAME, GNUTLS_SAN_DN };
  gnutls_x509_crt_t handle = waybill_cert_certificate_get_handle (certificate);

  for (guint i = is_leaf ? 0 : 1; i < G_N_ELEMENTS (kinds); i++)
    if (gnutls_x509_name_constraints_check_crt (limits, kinds[i], handle) == 0)
      return TRUE;
  return !is_leaf && has_forbidden_host (limits, handle);
}

/* Of everything below the issuer; between them stand those that it made authorities. */
static gboolean
names_are_permitted (WaybillCertPath *path, guint below, WaybillCertCertificate *issuer)
{
  g_auto (gnutls_x509_name_constraints_t) limits = NULL;
  guint critical = 0;

  if (gnutls_x509_name_constraints_init (&limits) < 0)
    return FALSE;
  if (gnutls_x509_crt_get_name_constraints (waybill_cert_certificate_get_handle (issuer), limits, 0, &critical) < 0)
    return TRUE;
  for (guint i = 0; i < below; i++)
    if ((i == 0 || !is_self_issued (path->links[i])) && has_forbidden_name (limits, path->links[i], i == 0))
      return FALSE;
  return TRUE;
}

static gboolean
depth_is_permitted (WaybillCertPath *path, guint below, WaybillCertCertificate *issuer)
{
  int most = -1, depth = 0;
  guint is_authority = 0;

  if (gnutls_x509_crt_get_basic_constraints (waybill_cert_certificate_get_handle (issuer), NULL, &is_authority, &most) < 0
      || is_authority == 0 || most < 0)
    return TRUE;
  for (guint i = 1; i < below; i++)
    depth += is_self_issued (path->links[i]) ? 0 : 1;
  return depth <= most;
}

/* waybill_cert_path_judge_limits:
 * @path: from the leaf on
 *
 * RFC 5280 §4.2.1.9 (how many authorities may follow) and §4.2.1.10 (which names they may vouch for), also of who is
 * trusted: whom a company ticks for its own names is not believed about others'.
 *
 * Returns: `NAME_CONSTRAINTS`, `PATH_LENGTH` or 0 */
guint
waybill_cert_path_judge_limits (WaybillCertPath *path)
{
  WaybillCertCertificate *issuer;
  guint reasons = 0;

  for (guint i = 1; (issuer = get_issuer (path, i)) != NULL; i++)
    {
      if (!names_are_permitted (path, i, issuer))
        reasons |= WAYBILL_CERT_REASON_NAME_CONSTRAINTS;
      if (!depth_is_permitted (path, i, issuer))
        reasons |= WAYBILL_CERT_REASON_PATH_LENGTH;
    }
  return reasons;
}
