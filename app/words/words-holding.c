/* What the certificate store's window says beside words-store. It looks at values and asks nobody. */
#include "words-holding.h"

#include "base-clock.h"
#include "cert-facts.h"
#include "partner-next.h"
#include "words-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* More in one cell is a page of its own. */
#define MAX_AUTHORITIES 3

#define SHORT_PIN 8

static const struct
{
  WaybillCertUsage usage;
  const char *text;
} usage_rows[] = {
  { WAYBILL_CERT_USAGE_CLIENT, N_ ("client authentication") },
  { WAYBILL_CERT_USAGE_SERVER, N_ ("server authentication") },
  { WAYBILL_CERT_USAGE_MAIL, N_ ("secure mail") },
  { WAYBILL_CERT_USAGE_CODE, N_ ("signing programs") },
  { WAYBILL_CERT_USAGE_TIME, N_ ("time stamps") },
  { WAYBILL_CERT_USAGE_OCSP, N_ ("answers about withdrawn certificates") },
  { WAYBILL_CERT_USAGE_ANY, N_ ("any purpose") },
  { WAYBILL_CERT_USAGE_OTHER, N_ ("another purpose") },
  { WAYBILL_CERT_USAGE_SIGNATURE, N_ ("digital signature") },
  { WAYBILL_CERT_USAGE_COMMITMENT, N_ ("non-repudiation") },
  { WAYBILL_CERT_USAGE_KEY_ENCIPHER, N_ ("key encipherment") },
  { WAYBILL_CERT_USAGE_DATA_ENCIPHER, N_ ("data encipherment") },
  { WAYBILL_CERT_USAGE_KEY_AGREEMENT, N_ ("key agreement") },
  { WAYBILL_CERT_USAGE_SIGN_CERTS, N_ ("signing certificates") },
  { WAYBILL_CERT_USAGE_SIGN_LISTS, N_ ("signing revocation lists") },
};

static const struct
{
  const char *what;
  const char *forgotten; /* of an owner */
} kept_rows[WAYBILL_WORDS_N_KEPT] = {
  [WAYBILL_WORDS_KEPT_PASSWORD] = { N_ ("Password of the login"), N_ ("Password of the login at %s forgotten") },
  [WAYBILL_WORDS_KEPT_ACCOUNT] = { N_ ("Account of the login"), N_ ("Account of the login at %s forgotten") },
  [WAYBILL_WORDS_KEPT_PROXY] = { N_ ("Password of the proxy"), N_ ("Password of the proxy for %s forgotten") },
  [WAYBILL_WORDS_KEPT_PASSPHRASE] = { N_ ("Password of the SSH key"), N_ ("Password of the SSH key for %s forgotten") },
  [WAYBILL_WORDS_KEPT_CERTIFICATE]
  = { N_ ("Password of your certificate"), N_ ("Password of your certificate %s forgotten") },
  [WAYBILL_WORDS_KEPT_PIN] = { N_ ("PIN of the card"), N_ ("PIN of the card %s forgotten") },
};

static char *
join (GPtrArray *parts, const char *separator)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? separator : "", (const char *) parts->pdata[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * waybill_words_holding_key:
 * @certificate: a certificate
 *
 * Returns: (transfer full): kind and size of its key
 */
char *
waybill_words_holding_key (WaybillCertCertificate *certificate)
{
  guint bits;
  const char *kind = waybill_cert_facts_get_key (certificate, &bits);

  if (g_str_has_prefix (kind, "E"))
    /* Translators: a curve such as P-256. */
    return g_strdup_printf (_ ("Elliptic curve, %s"), g_str_has_prefix (kind, "EC ") ? kind + strlen ("EC ") : kind);
  if (bits == 0)
    return g_strdup (_ ("Of a kind that Waybill does not know"));
  /* Translators: the kind of a key such as RSA, and its size. */
  return g_strdup_printf (_ ("%s, %u bits"), kind, bits);
}

static char *
begin_with_capital (const char *text)
{
  g_autofree char *first = g_utf8_substring (text, 0, g_utf8_strlen (text, -1) > 0 ? 1 : 0);
  g_autofree char *capital = g_utf8_strup (first, -1);

  return g_strconcat (capital, text + strlen (first), NULL);
}

/**
 * waybill_words_holding_usages:
 * @certificate: a certificate
 *
 * Returns: (transfer full): the usages that stand in it, as sheets call them; "" when none does and it may do anything
 */
char *
waybill_words_holding_usages (WaybillCertCertificate *certificate)
{
  guint usages = waybill_cert_facts_get_usages (certificate);
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  g_autofree char *listed = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (usage_rows); i++)
    if ((usages & usage_rows[i].usage) != 0)
      g_ptr_array_add (parts, (char *) _ (usage_rows[i].text));
  listed = join (parts, ", ");
  return begin_with_capital (listed);
}

/* NULL: there is something to say about certificates. */
static const char *
get_without_certificates (WaybillPartner *partner)
{
  switch (waybill_partner_get_protocol (partner))
    {
    case WAYBILL_REMOTE_PROTOCOL_SFTP:
      return _ ("Uses keys, not certificates");
    case WAYBILL_REMOTE_PROTOCOL_FTP:
      return _ ("Not encrypted");
    default:
      return NULL;
    }
}

/**
 * waybill_words_holding_shown:
 * @partner: a partner
 * @store: the certificate store, for labels
 *
 * Returns: (transfer full): which certificate of ours it is shown now
 */
char *
waybill_words_holding_shown (WaybillPartner *partner, WaybillCertStore *store)
{
  const char *without = get_without_certificates (partner);
  const char *fingerprint = waybill_partner_next_get_identity (partner, store, waybill_base_clock_now ());
  const WaybillCertEntry *entry = fingerprint == NULL ? NULL : waybill_cert_store_find_fingerprint (store, fingerprint);

  if (without != NULL)
    return g_strdup (without);
  if (fingerprint == NULL)
    return g_strdup (_ ("None"));
  return g_strdup (entry != NULL ? entry->label : _ ("Not in the store any more"));
}

/**
 * waybill_words_holding_trusted:
 * @partner: a partner
 * @store: the certificate store, for labels
 *
 * Returns: (transfer full): the authorities of its trust list, at most three by name
 */
char *
waybill_words_holding_trusted (WaybillPartner *partner, WaybillCertStore *store)
{
  const char *const *authorities = waybill_partner_get_authorities (partner);
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  g_autofree char *listed = NULL;
  guint more = 0;

  if (get_without_certificates (partner) != NULL)
    return g_strdup ("–");
  if (waybill_partner_get_system_trust (partner))
    g_ptr_array_add (parts, (char *) _ ("The computer’s own"));
  for (guint i = 0; authorities[i] != NULL; i++)
    {
      const WaybillCertEntry *entry = waybill_cert_store_find_fingerprint (store, authorities[i]);

      if (parts->len == MAX_AUTHORITIES)
        more++;
      else
        g_ptr_array_add (parts, (char *) (entry != NULL ? entry->label : _ ("Not in the store any more")));
    }
  if (parts->len == 0)
    return g_strdup (_ ("Nobody"));
  listed = join (parts, ", ");
  if (more == 0)
    return g_steal_pointer (&listed);
  /* Translators: names of authorities, and how many others. */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s and %u more", "%s and %u more", more), listed, more);
}

/**
 * waybill_words_holding_pinned:
 * @partner: a partner
 * @store: the certificate store, for labels
 *
 * Returns: (transfer full): the server certificates pinned, by label where the store has them, else by their beginning
 */
char *
waybill_words_holding_pinned (WaybillPartner *partner, WaybillCertStore *store)
{
  const char *const *pins = waybill_partner_get_pins (partner);
  guint n_pins = g_strv_length ((char **) pins);
  const WaybillCertEntry *entry = n_pins == 1 ? waybill_cert_store_find_fingerprint (store, pins[0]) : NULL;

  if (n_pins == 0)
    return g_strdup (get_without_certificates (partner) != NULL ? "–" : _ ("None"));
  if (n_pins > 1)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u certificate", "%u certificates", n_pins), n_pins);
  return entry != NULL ? g_strdup (entry->label) : g_strdup_printf ("%.*s…", SHORT_PIN, pins[0]);
}

/**
 * waybill_words_holding_replaced:
 * @old_label: what was used before
 * @new_label: what is used from now on
 * @users: (element-type WaybillPartner): where
 *
 * Returns: (transfer full): what was done
 */
char *
waybill_words_holding_replaced (const char *old_label, const char *new_label, GPtrArray *users)
{
  g_autofree char *before = waybill_words_quote (old_label);
  g_autofree char *after = waybill_words_quote (new_label);

  if (users->len == 1)
    /* Translators: the new certificate; the old one; a partner's name. */
    return g_strdup_printf (_ ("%s takes the place of %s at %s"), after, before, waybill_partner_get_name (users->pdata[0]));
  /* Translators: the new certificate; the old one; how many partners. */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s takes the place of %s at %u partner",
                                       "%s takes the place of %s at %u partners", users->len),
                          after, before, users->len);
}

/**
 * waybill_words_holding_card:
 * @card: a token's name
 *
 * Returns: (transfer full): that something is on it
 */
char *
waybill_words_holding_card (const char *card)
{
  g_autofree char *name = waybill_words_quote (card);

  return g_strdup_printf (_ ("On the card %s"), name);
}

/**
 * waybill_words_holding_kept:
 * @kept: which password
 *
 * Returns: what it is
 */
const char *
waybill_words_holding_kept (WaybillWordsKept kept)
{
  return _ (kept_rows[kept].what);
}

/**
 * waybill_words_holding_kept_where:
 * @kept: which password
 * @in_keyring: whether it lies in the keyring, and not in memory alone
 *
 * Returns: (transfer full): what it is and where it lies
 */
char *
waybill_words_holding_kept_where (WaybillWordsKept kept, gboolean in_keyring)
{
  return g_strdup_printf ("%s · %s", _ (kept_rows[kept].what),
                          in_keyring ? _ ("in the keyring") : _ ("in memory, until Waybill is closed"));
}

/**
 * waybill_words_holding_forgotten:
 * @kept: which password
 * @owner: the partner, or the certificate's label
 *
 * Returns: (transfer full): what was done
 */
char *
waybill_words_holding_forgotten (WaybillWordsKept kept, const char *owner)
{
  g_autofree char *name = kept >= WAYBILL_WORDS_KEPT_CERTIFICATE ? waybill_words_quote (owner) : g_strdup (owner);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (_ (kept_rows[kept].forgotten), name);
#pragma GCC diagnostic pop
}
