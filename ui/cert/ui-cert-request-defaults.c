/* Guesses for the form of a new certificate; the person sees and changes them. */

#include "ui-cert-request-defaults.h"

#include "cert-subject.h"

#include <string.h>

/* X.520 */
#define OID_ORGANIZATION "2.5.4.10"
#define OID_COUNTRY "2.5.4.6"

static char *
dup_part (GPtrArray *parts, const char *oid)
{
  for (guint i = 0; i < parts->len; i++)
    {
      WaybillCertSubjectPart *part = parts->pdata[i];

      if (g_str_equal (part->oid, oid))
        return g_strdup (part->value);
    }
  return NULL;
}

/* Our company stands in the certificates that we have; the partner's own one first. */
static void
take_from_identity (WaybillUiCertRequestDefaults *self, const WaybillCertEntry *entry)
{
  g_autoptr (GPtrArray) parts
      = waybill_cert_subject_parse (waybill_cert_certificate_get_subject (entry->certificate), NULL, NULL, NULL);

  if (parts == NULL || self->company != NULL)
    return;
  self->company = dup_part (parts, OID_ORGANIZATION);
  if (self->company != NULL && self->country == NULL)
    self->country = dup_part (parts, OID_COUNTRY);
}

static void
take_from_store (WaybillUiCertRequestDefaults *self, WaybillCertStore *store, WaybillPartner *partner)
{
  g_autoptr (GPtrArray) entries = waybill_cert_store_list (store);
  const WaybillCertEntry *own
      = partner != NULL ? waybill_cert_store_find_fingerprint (store, waybill_partner_get_identity (partner)) : NULL;

  if (own != NULL && own->is_identity)
    take_from_identity (self, own);
  for (guint i = 0; i < entries->len; i++)
    if (((WaybillCertEntry *) entries->pdata[i])->is_identity)
      take_from_identity (self, entries->pdata[i]);
}

/* "sv_SE.UTF-8": the country behind the language. */
static char *
dup_country (const char *const *languages)
{
  for (guint i = 0; languages[i] != NULL; i++)
    {
      const char *country = strchr (languages[i], '_');

      if (country != NULL && g_ascii_isupper (country[1]) && g_ascii_isupper (country[2]) && !g_ascii_isalpha (country[3]))
        return g_strndup (country + 1, 2);
    }
  return g_strdup ("");
}

/* The partner knows us by the user name; else the person's own name says more than that of the account. */
static char *
dup_name (WaybillPartner *partner, const char *user, const char *real_name, const char *host)
{
  const char *login = partner != NULL ? waybill_partner_get_user (partner) : NULL;

  if (login != NULL && *login != '\0')
    return g_strdup (login);
  if (*real_name != '\0' && !g_str_equal (real_name, "Unknown") && !g_str_equal (real_name, user))
    return g_strdup (real_name);
  return g_strdup_printf ("%s@%s", user, host);
}

/**
 * waybill_ui_cert_request_defaults_new:
 * @store: our certificates
 * @partner: (nullable): whom the new one is for
 * @user: the account's name
 * @real_name: the person's name, "Unknown" when the account has none
 * @host: this computer's name
 * @languages: (array zero-terminated=1): the locale's names, the best first
 *
 * Guesses. Main thread.
 *
 * Returns: (transfer full): what the form begins with
 */
WaybillUiCertRequestDefaults *
waybill_ui_cert_request_defaults_new (WaybillCertStore *store,
                                      WaybillPartner *partner,
                                      const char *user,
                                      const char *real_name,
                                      const char *host,
                                      const char *const *languages)
{
  WaybillUiCertRequestDefaults *self = g_new0 (WaybillUiCertRequestDefaults, 1);

  take_from_store (self, store, partner);
  self->name = dup_name (partner, user, real_name, host);
  if (self->company == NULL)
    self->company = g_strdup ("");
  if (self->country == NULL)
    self->country = dup_country (languages);
  return self;
}

/**
 * waybill_ui_cert_request_defaults_free:
 * @self: (transfer full): what the form began with
 *
 * Frees it.
 */
void
waybill_ui_cert_request_defaults_free (WaybillUiCertRequestDefaults *self)
{
  g_free (self->company);
  g_free (self->name);
  g_free (self->country);
  g_free (self);
}
